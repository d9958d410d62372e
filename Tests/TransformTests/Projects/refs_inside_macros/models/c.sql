{{ all_of([ref('a'), ref('b')]) }}
