select {{ 1 | nonsense }} as a
