{{ positive(ref('raw'), 'n') }}
