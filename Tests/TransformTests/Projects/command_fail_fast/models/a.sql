select nope
