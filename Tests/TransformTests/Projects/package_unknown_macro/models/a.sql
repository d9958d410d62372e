select {{ nowhere.thing() }} as x
