select {{ 1 if var.has_var('there') else 0 }} as there, {{ 1 if var.has_var('not_there') else 0 }} as not_there
