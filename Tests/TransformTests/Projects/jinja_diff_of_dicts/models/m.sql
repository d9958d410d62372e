select $${{ diff_of_two_dicts({"a": ["x", "y"], "b": ["z"]}, {"a": ["x"]}) }}$$ as d, $${{ diff_of_two_dicts({"a": ["x"]}, {"a": ["x"]}) }}$$ as e, $${{ diff_of_two_dicts({}, {"a": ["x"]}) }}$$ as f
