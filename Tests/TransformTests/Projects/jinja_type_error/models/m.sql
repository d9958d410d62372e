select {{ 1 + 'x' }} as a
