-- it's a comment with a quote and a ; semicolon
/* block { not jinja } */
select '{' as a, '}' as b, '%' as c, '#' as d -- trailing
