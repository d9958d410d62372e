{{ exceptions.raise_compiler_error('not like this') }}
