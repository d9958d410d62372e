// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtEcommerce4: [TemplateFile] = [
    TemplateFile(
      path: "landing/ga4/events.jsonl",
      text: ##"""
        {"event_id": "e00339", "event_name": "add_to_cart", "event_timestamp": 1747625300000000, "user_pseudo_id": "u080", "ga_session_id": 1114, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00340", "event_name": "purchase", "event_timestamp": 1747625340000000, "user_pseudo_id": "u080", "ga_session_id": 1114, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "76"}
        {"event_id": "e00957", "event_name": "session_start", "event_timestamp": 1747638300000000, "user_pseudo_id": "u221", "ga_session_id": 1321, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00958", "event_name": "page_view", "event_timestamp": 1747638340000000, "user_pseudo_id": "u221", "ga_session_id": 1321, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00695", "event_name": "session_start", "event_timestamp": 1747655100000000, "user_pseudo_id": "u046", "ga_session_id": 1227, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00696", "event_name": "page_view", "event_timestamp": 1747655140000000, "user_pseudo_id": "u046", "ga_session_id": 1227, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00666", "event_name": "page_view", "event_timestamp": 1747667980000000, "user_pseudo_id": "u006", "ga_session_id": 1217, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00795", "event_name": "session_start", "event_timestamp": 1747697520000000, "user_pseudo_id": "u042", "ga_session_id": 1260, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00796", "event_name": "page_view", "event_timestamp": 1747697560000000, "user_pseudo_id": "u042", "ga_session_id": 1260, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00797", "event_name": "add_to_cart", "event_timestamp": 1747697600000000, "user_pseudo_id": "u042", "ga_session_id": 1260, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00798", "event_name": "purchase", "event_timestamp": 1747697640000000, "user_pseudo_id": "u042", "ga_session_id": 1260, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "199"}
        {"event_id": "e00661", "event_name": "session_start", "event_timestamp": 1747755540000000, "user_pseudo_id": "u006", "ga_session_id": 1216, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00662", "event_name": "page_view", "event_timestamp": 1747755580000000, "user_pseudo_id": "u006", "ga_session_id": 1216, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00663", "event_name": "add_to_cart", "event_timestamp": 1747755620000000, "user_pseudo_id": "u006", "ga_session_id": 1216, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00664", "event_name": "purchase", "event_timestamp": 1747755660000000, "user_pseudo_id": "u006", "ga_session_id": 1216, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "164"}
        {"event_id": "e00557", "event_name": "session_start", "event_timestamp": 1747779000000000, "user_pseudo_id": "u059", "ga_session_id": 1182, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00558", "event_name": "page_view", "event_timestamp": 1747779040000000, "user_pseudo_id": "u059", "ga_session_id": 1182, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00553", "event_name": "session_start", "event_timestamp": 1747834800000000, "user_pseudo_id": "u017", "ga_session_id": 1181, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00554", "event_name": "page_view", "event_timestamp": 1747834840000000, "user_pseudo_id": "u017", "ga_session_id": 1181, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00555", "event_name": "add_to_cart", "event_timestamp": 1747834880000000, "user_pseudo_id": "u017", "ga_session_id": 1181, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00556", "event_name": "purchase", "event_timestamp": 1747834920000000, "user_pseudo_id": "u017", "ga_session_id": 1181, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/checkout", "transaction_id": "134"}
        {"event_id": "e01031", "event_name": "session_start", "event_timestamp": 1747839780000000, "user_pseudo_id": "u232", "ga_session_id": 1358, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e01032", "event_name": "page_view", "event_timestamp": 1747839820000000, "user_pseudo_id": "u232", "ga_session_id": 1358, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00559", "event_name": "session_start", "event_timestamp": 1747886880000000, "user_pseudo_id": "u059", "ga_session_id": 1183, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00560", "event_name": "page_view", "event_timestamp": 1747886920000000, "user_pseudo_id": "u059", "ga_session_id": 1183, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00561", "event_name": "add_to_cart", "event_timestamp": 1747886960000000, "user_pseudo_id": "u059", "ga_session_id": 1183, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00562", "event_name": "purchase", "event_timestamp": 1747887000000000, "user_pseudo_id": "u059", "ga_session_id": 1183, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "135"}
        {"event_id": "e00231", "event_name": "session_start", "event_timestamp": 1747893660000000, "user_pseudo_id": "u072", "ga_session_id": 1078, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00232", "event_name": "page_view", "event_timestamp": 1747893700000000, "user_pseudo_id": "u072", "ga_session_id": 1078, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00233", "event_name": "add_to_cart", "event_timestamp": 1747893740000000, "user_pseudo_id": "u072", "ga_session_id": 1078, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00234", "event_name": "purchase", "event_timestamp": 1747893780000000, "user_pseudo_id": "u072", "ga_session_id": 1078, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "56"}
        {"event_id": "e00623", "event_name": "session_start", "event_timestamp": 1747942380000000, "user_pseudo_id": "u001", "ga_session_id": 1204, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00624", "event_name": "page_view", "event_timestamp": 1747942420000000, "user_pseudo_id": "u001", "ga_session_id": 1204, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00625", "event_name": "add_to_cart", "event_timestamp": 1747942460000000, "user_pseudo_id": "u001", "ga_session_id": 1204, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00626", "event_name": "purchase", "event_timestamp": 1747942500000000, "user_pseudo_id": "u001", "ga_session_id": 1204, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "152"}
        {"event_id": "e00388", "event_name": "page_view", "event_timestamp": 1747994260000000, "user_pseudo_id": "u060", "ga_session_id": 1130, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00389", "event_name": "add_to_cart", "event_timestamp": 1747994300000000, "user_pseudo_id": "u060", "ga_session_id": 1130, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00390", "event_name": "purchase", "event_timestamp": 1747994340000000, "user_pseudo_id": "u060", "ga_session_id": 1130, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "86"}
        {"event_id": "e00093", "event_name": "session_start", "event_timestamp": 1748033040000000, "user_pseudo_id": "u054", "ga_session_id": 1031, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00094", "event_name": "page_view", "event_timestamp": 1748033080000000, "user_pseudo_id": "u054", "ga_session_id": 1031, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00095", "event_name": "add_to_cart", "event_timestamp": 1748033120000000, "user_pseudo_id": "u054", "ga_session_id": 1031, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00096", "event_name": "purchase", "event_timestamp": 1748033160000000, "user_pseudo_id": "u054", "ga_session_id": 1031, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "24"}
        {"event_id": "e00477", "event_name": "session_start", "event_timestamp": 1748050260000000, "user_pseudo_id": "u092", "ga_session_id": 1159, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00478", "event_name": "page_view", "event_timestamp": 1748050300000000, "user_pseudo_id": "u092", "ga_session_id": 1159, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00479", "event_name": "add_to_cart", "event_timestamp": 1748050340000000, "user_pseudo_id": "u092", "ga_session_id": 1159, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00480", "event_name": "purchase", "event_timestamp": 1748050380000000, "user_pseudo_id": "u092", "ga_session_id": 1159, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "113"}
        {"event_id": "e00269", "event_name": "session_start", "event_timestamp": 1748064600000000, "user_pseudo_id": "u097", "ga_session_id": 1090, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00270", "event_name": "page_view", "event_timestamp": 1748064640000000, "user_pseudo_id": "u097", "ga_session_id": 1090, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00271", "event_name": "add_to_cart", "event_timestamp": 1748064680000000, "user_pseudo_id": "u097", "ga_session_id": 1090, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00272", "event_name": "purchase", "event_timestamp": 1748064720000000, "user_pseudo_id": "u097", "ga_session_id": 1090, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "63"}
        {"event_id": "e00697", "event_name": "session_start", "event_timestamp": 1748105100000000, "user_pseudo_id": "u046", "ga_session_id": 1228, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00697", "event_name": "session_start", "event_timestamp": 1748105100000000, "user_pseudo_id": "u046", "ga_session_id": 1228, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00698", "event_name": "page_view", "event_timestamp": 1748105140000000, "user_pseudo_id": "u046", "ga_session_id": 1228, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00699", "event_name": "add_to_cart", "event_timestamp": 1748105180000000, "user_pseudo_id": "u046", "ga_session_id": 1228, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00700", "event_name": "purchase", "event_timestamp": 1748105220000000, "user_pseudo_id": "u046", "ga_session_id": 1228, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "173"}
        {"event_id": "e00935", "event_name": "session_start", "event_timestamp": 1748112840000000, "user_pseudo_id": "u223", "ga_session_id": 1310, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00936", "event_name": "page_view", "event_timestamp": 1748112880000000, "user_pseudo_id": "u223", "ga_session_id": 1310, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00285", "event_name": "session_start", "event_timestamp": 1748146680000000, "user_pseudo_id": "u015", "ga_session_id": 1095, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00286", "event_name": "page_view", "event_timestamp": 1748146720000000, "user_pseudo_id": "u015", "ga_session_id": 1095, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00225", "event_name": "session_start", "event_timestamp": 1748149380000000, "user_pseudo_id": "u002", "ga_session_id": 1076, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00226", "event_name": "page_view", "event_timestamp": 1748149420000000, "user_pseudo_id": "u002", "ga_session_id": 1076, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00897", "event_name": "session_start", "event_timestamp": 1748166180000000, "user_pseudo_id": "u009", "ga_session_id": 1294, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00898", "event_name": "page_view", "event_timestamp": 1748166220000000, "user_pseudo_id": "u009", "ga_session_id": 1294, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00899", "event_name": "add_to_cart", "event_timestamp": 1748166260000000, "user_pseudo_id": "u009", "ga_session_id": 1294, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00355", "event_name": "session_start", "event_timestamp": 1748182620000000, "user_pseudo_id": "u017", "ga_session_id": 1120, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00356", "event_name": "page_view", "event_timestamp": 1748182660000000, "user_pseudo_id": "u017", "ga_session_id": 1120, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00357", "event_name": "add_to_cart", "event_timestamp": 1748182700000000, "user_pseudo_id": "u017", "ga_session_id": 1120, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00358", "event_name": "purchase", "event_timestamp": 1748182740000000, "user_pseudo_id": "u017", "ga_session_id": 1120, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "80"}
        {"event_id": "e00115", "event_name": "session_start", "event_timestamp": 1748195520000000, "user_pseudo_id": "u103", "ga_session_id": 1038, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00116", "event_name": "page_view", "event_timestamp": 1748195560000000, "user_pseudo_id": "u103", "ga_session_id": 1038, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00117", "event_name": "add_to_cart", "event_timestamp": 1748195600000000, "user_pseudo_id": "u103", "ga_session_id": 1038, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00118", "event_name": "purchase", "event_timestamp": 1748195640000000, "user_pseudo_id": "u103", "ga_session_id": 1038, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "31"}
        {"event_id": "e00011", "event_name": "session_start", "event_timestamp": 1748206920000000, "user_pseudo_id": "u096", "ga_session_id": 1005, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00012", "event_name": "page_view", "event_timestamp": 1748206960000000, "user_pseudo_id": "u096", "ga_session_id": 1005, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00013", "event_name": "add_to_cart", "event_timestamp": 1748207000000000, "user_pseudo_id": "u096", "ga_session_id": 1005, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00014", "event_name": "purchase", "event_timestamp": 1748207040000000, "user_pseudo_id": "u096", "ga_session_id": 1005, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "3"}
        {"event_id": "e00969", "event_name": "session_start", "event_timestamp": 1748227200000000, "user_pseudo_id": "u229", "ga_session_id": 1327, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00970", "event_name": "page_view", "event_timestamp": 1748227240000000, "user_pseudo_id": "u229", "ga_session_id": 1327, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00039", "event_name": "session_start", "event_timestamp": 1748231160000000, "user_pseudo_id": "u082", "ga_session_id": 1014, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00040", "event_name": "page_view", "event_timestamp": 1748231200000000, "user_pseudo_id": "u082", "ga_session_id": 1014, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00041", "event_name": "add_to_cart", "event_timestamp": 1748231240000000, "user_pseudo_id": "u082", "ga_session_id": 1014, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00041", "event_name": "add_to_cart", "event_timestamp": 1748231240000000, "user_pseudo_id": "u082", "ga_session_id": 1014, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00042", "event_name": "purchase", "event_timestamp": 1748231280000000, "user_pseudo_id": "u082", "ga_session_id": 1014, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/checkout", "transaction_id": "12"}
        {"event_id": "e00097", "event_name": "session_start", "event_timestamp": 1748233440000000, "user_pseudo_id": "u084", "ga_session_id": 1032, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00098", "event_name": "page_view", "event_timestamp": 1748233480000000, "user_pseudo_id": "u084", "ga_session_id": 1032, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00099", "event_name": "add_to_cart", "event_timestamp": 1748233520000000, "user_pseudo_id": "u084", "ga_session_id": 1032, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00100", "event_name": "purchase", "event_timestamp": 1748233560000000, "user_pseudo_id": "u084", "ga_session_id": 1032, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/checkout", "transaction_id": "26"}
        {"event_id": "e00227", "event_name": "session_start", "event_timestamp": 1748239020000000, "user_pseudo_id": "u002", "ga_session_id": 1077, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00228", "event_name": "page_view", "event_timestamp": 1748239060000000, "user_pseudo_id": "u002", "ga_session_id": 1077, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00229", "event_name": "add_to_cart", "event_timestamp": 1748239100000000, "user_pseudo_id": "u002", "ga_session_id": 1077, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00230", "event_name": "purchase", "event_timestamp": 1748239140000000, "user_pseudo_id": "u002", "ga_session_id": 1077, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "55"}
        {"event_id": "e00289", "event_name": "session_start", "event_timestamp": 1748255700000000, "user_pseudo_id": "u015", "ga_session_id": 1097, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00290", "event_name": "page_view", "event_timestamp": 1748255740000000, "user_pseudo_id": "u015", "ga_session_id": 1097, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00292", "event_name": "purchase", "event_timestamp": 1748255820000000, "user_pseudo_id": "u015", "ga_session_id": 1097, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "69"}
        {"event_id": "e00469", "event_name": "session_start", "event_timestamp": 1748279340000000, "user_pseudo_id": "u005", "ga_session_id": 1157, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00470", "event_name": "page_view", "event_timestamp": 1748279380000000, "user_pseudo_id": "u005", "ga_session_id": 1157, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00471", "event_name": "add_to_cart", "event_timestamp": 1748279420000000, "user_pseudo_id": "u005", "ga_session_id": 1157, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00472", "event_name": "purchase", "event_timestamp": 1748279460000000, "user_pseudo_id": "u005", "ga_session_id": 1157, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "111"}
        {"event_id": "e00705", "event_name": "session_start", "event_timestamp": 1748304660000000, "user_pseudo_id": "u007", "ga_session_id": 1231, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00706", "event_name": "page_view", "event_timestamp": 1748304700000000, "user_pseudo_id": "u007", "ga_session_id": 1231, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00707", "event_name": "add_to_cart", "event_timestamp": 1748304740000000, "user_pseudo_id": "u007", "ga_session_id": 1231, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00708", "event_name": "purchase", "event_timestamp": 1748304780000000, "user_pseudo_id": "u007", "ga_session_id": 1231, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/checkout", "transaction_id": "176"}
        {"event_id": "e00667", "event_name": "session_start", "event_timestamp": 1748362560000000, "user_pseudo_id": "u006", "ga_session_id": 1218, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00668", "event_name": "page_view", "event_timestamp": 1748362600000000, "user_pseudo_id": "u006", "ga_session_id": 1218, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00669", "event_name": "add_to_cart", "event_timestamp": 1748362640000000, "user_pseudo_id": "u006", "ga_session_id": 1218, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00670", "event_name": "purchase", "event_timestamp": 1748362680000000, "user_pseudo_id": "u006", "ga_session_id": 1218, "traffic_source": {"source": "newsletter", "medium": "email", "campaign": "weekly"}, "page_location": "https://shop.example.com/checkout", "transaction_id": "167"}
        {"event_id": "e00481", "event_name": "session_start", "event_timestamp": 1748407020000000, "user_pseudo_id": "u058", "ga_session_id": 1160, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00482", "event_name": "page_view", "event_timestamp": 1748407060000000, "user_pseudo_id": "u058", "ga_session_id": 1160, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00483", "event_name": "add_to_cart", "event_timestamp": 1748407100000000, "user_pseudo_id": "u058", "ga_session_id": 1160, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00484", "event_name": "purchase", "event_timestamp": 1748407140000000, "user_pseudo_id": "u058", "ga_session_id": 1160, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/checkout", "transaction_id": "114"}
        {"event_id": "e00049", "event_name": "session_start", "event_timestamp": 1748551320000000, "user_pseudo_id": "u095", "ga_session_id": 1017, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00050", "event_name": "page_view", "event_timestamp": 1748551360000000, "user_pseudo_id": "u095", "ga_session_id": 1017, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00051", "event_name": "add_to_cart", "event_timestamp": 1748551400000000, "user_pseudo_id": "u095", "ga_session_id": 1017, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00052", "event_name": "purchase", "event_timestamp": 1748551440000000, "user_pseudo_id": "u095", "ga_session_id": 1017, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/checkout", "transaction_id": "14"}
        {"event_id": "e00951", "event_name": "session_start", "event_timestamp": 1748562420000000, "user_pseudo_id": "u212", "ga_session_id": 1318, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00952", "event_name": "page_view", "event_timestamp": 1748562460000000, "user_pseudo_id": "u212", "ga_session_id": 1318, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e01019", "event_name": "session_start", "event_timestamp": 1748598120000000, "user_pseudo_id": "u233", "ga_session_id": 1352, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e01020", "event_name": "page_view", "event_timestamp": 1748598160000000, "user_pseudo_id": "u233", "ga_session_id": 1352, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00801", "event_name": "session_start", "event_timestamp": 1748639580000000, "user_pseudo_id": "u084", "ga_session_id": 1262, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00802", "event_name": "page_view", "event_timestamp": 1748639620000000, "user_pseudo_id": "u084", "ga_session_id": 1262, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00803", "event_name": "add_to_cart", "event_timestamp": 1748639660000000, "user_pseudo_id": "u084", "ga_session_id": 1262, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00804", "event_name": "purchase", "event_timestamp": 1748639700000000, "user_pseudo_id": "u084", "ga_session_id": 1262, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "200"}
        {"event_id": "e01022", "event_name": "page_view", "event_timestamp": 1748648920000000, "user_pseudo_id": "u211", "ga_session_id": 1353, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}

        """##),
    TemplateFile(
      path: "landing/ga4/events.late.jsonl",
      text: ##"""
        {"event_id": "e00236", "event_name": "page_view", "event_timestamp": 1739487160000000, "user_pseudo_id": "u021", "ga_session_id": 1079, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00073", "event_name": "session_start", "event_timestamp": 1740853020000000, "user_pseudo_id": "u020", "ga_session_id": 1024, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00071", "event_name": "session_start", "event_timestamp": 1741259460000000, "user_pseudo_id": "u020", "ga_session_id": 1023, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00351", "event_name": "add_to_cart", "event_timestamp": 1741464740000000, "user_pseudo_id": "u002", "ga_session_id": 1118, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00313", "event_name": "session_start", "event_timestamp": 1741756260000000, "user_pseudo_id": "u025", "ga_session_id": 1105, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00586", "event_name": "page_view", "event_timestamp": 1742013700000000, "user_pseudo_id": "u103", "ga_session_id": 1192, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00756", "event_name": "purchase", "event_timestamp": 1742208300000000, "user_pseudo_id": "u028", "ga_session_id": 1246, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/checkout", "transaction_id": "191"}
        {"event_id": "e00525", "event_name": "add_to_cart", "event_timestamp": 1742407700000000, "user_pseudo_id": "u095", "ga_session_id": 1172, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00140", "event_name": "purchase", "event_timestamp": 1742691060000000, "user_pseudo_id": "u105", "ga_session_id": 1045, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "37"}
        {"event_id": "e00132", "event_name": "purchase", "event_timestamp": 1742807760000000, "user_pseudo_id": "u033", "ga_session_id": 1042, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/checkout", "transaction_id": "36"}
        {"event_id": "e00511", "event_name": "add_to_cart", "event_timestamp": 1743027440000000, "user_pseudo_id": "u098", "ga_session_id": 1168, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00919", "event_name": "session_start", "event_timestamp": 1743284280000000, "user_pseudo_id": "u211", "ga_session_id": 1302, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00090", "event_name": "page_view", "event_timestamp": 1743532000000000, "user_pseudo_id": "u090", "ga_session_id": 1030, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00430", "event_name": "page_view", "event_timestamp": 1743776860000000, "user_pseudo_id": "u075", "ga_session_id": 1143, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00591", "event_name": "session_start", "event_timestamp": 1744081020000000, "user_pseudo_id": "u050", "ga_session_id": 1194, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00201", "event_name": "add_to_cart", "event_timestamp": 1744259840000000, "user_pseudo_id": "u046", "ga_session_id": 1067, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00758", "event_name": "page_view", "event_timestamp": 1744486360000000, "user_pseudo_id": "u032", "ga_session_id": 1247, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00910", "event_name": "page_view", "event_timestamp": 1744725880000000, "user_pseudo_id": "u058", "ga_session_id": 1298, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00611", "event_name": "session_start", "event_timestamp": 1744954860000000, "user_pseudo_id": "u099", "ga_session_id": 1200, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00583", "event_name": "add_to_cart", "event_timestamp": 1745198420000000, "user_pseudo_id": "u099", "ga_session_id": 1191, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00742", "event_name": "purchase", "event_timestamp": 1745301360000000, "user_pseudo_id": "u025", "ga_session_id": 1242, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/checkout", "transaction_id": "184"}
        {"event_id": "e00968", "event_name": "page_view", "event_timestamp": 1745535400000000, "user_pseudo_id": "u206", "ga_session_id": 1326, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e01015", "event_name": "session_start", "event_timestamp": 1745800680000000, "user_pseudo_id": "u255", "ga_session_id": 1350, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00379", "event_name": "session_start", "event_timestamp": 1746057360000000, "user_pseudo_id": "u095", "ga_session_id": 1127, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00605", "event_name": "session_start", "event_timestamp": 1746305280000000, "user_pseudo_id": "u091", "ga_session_id": 1198, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00467", "event_name": "session_start", "event_timestamp": 1746610860000000, "user_pseudo_id": "u005", "ga_session_id": 1156, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00979", "event_name": "session_start", "event_timestamp": 1746793860000000, "user_pseudo_id": "u232", "ga_session_id": 1332, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00194", "event_name": "purchase", "event_timestamp": 1746878460000000, "user_pseudo_id": "u058", "ga_session_id": 1064, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/checkout", "transaction_id": "46"}
        {"event_id": "e00009", "event_name": "session_start", "event_timestamp": 1747079220000000, "user_pseudo_id": "u096", "ga_session_id": 1004, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00995", "event_name": "session_start", "event_timestamp": 1747302480000000, "user_pseudo_id": "u236", "ga_session_id": 1340, "traffic_source": {"source": "google", "medium": "cpc", "campaign": "spring_sale"}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00533", "event_name": "add_to_cart", "event_timestamp": 1747477340000000, "user_pseudo_id": "u077", "ga_session_id": 1174, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00665", "event_name": "session_start", "event_timestamp": 1747667940000000, "user_pseudo_id": "u006", "ga_session_id": 1217, "traffic_source": {"source": "google", "medium": "organic", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00387", "event_name": "session_start", "event_timestamp": 1747994220000000, "user_pseudo_id": "u060", "ga_session_id": 1130, "traffic_source": {"source": null, "medium": null, "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e00900", "event_name": "purchase", "event_timestamp": 1748166300000000, "user_pseudo_id": "u009", "ga_session_id": 1294, "traffic_source": {"source": "instagram", "medium": "paid_social", "campaign": "launch"}, "page_location": "https://shop.example.com/checkout", "transaction_id": "218"}
        {"event_id": "e00291", "event_name": "add_to_cart", "event_timestamp": 1748255780000000, "user_pseudo_id": "u015", "ga_session_id": 1097, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}
        {"event_id": "e01021", "event_name": "session_start", "event_timestamp": 1748648880000000, "user_pseudo_id": "u211", "ga_session_id": 1353, "traffic_source": {"source": "blog.example.org", "medium": "referral", "campaign": null}, "page_location": "https://shop.example.com/", "transaction_id": null}

        """##),
    TemplateFile(
      path: "landing/postgres/customers.csv",
      text: ##"""
        id,email,full_name,country,created_at,updated_at
        1,klara.costa1@example.com,Klara Costa,ES,2025-02-03 16:00:00,2025-02-03 16:00:00
        2,sam.bauer2@example.com,Sam Bauer,US,2025-02-01 04:00:00,2025-02-01 04:00:00
        3,rosa.dubois3@example.com,Rosa Dubois,DE,2025-01-04 04:00:00,2025-01-04 04:00:00
        4,noah.garcia4@example.com,Noah Garcia,DE,2025-01-06 23:00:00,2025-01-06 23:00:00
        5,noah.andersen5@example.com,Noah Andersen,DE,2025-02-18 06:00:00,2025-02-18 06:00:00
        6,tilda.andersen6@example.com,Tilda Andersen,US,2025-02-19 05:00:00,2025-02-19 05:00:00
        7,mia.andersen7@example.com,Mia Andersen,DE,2025-01-19 20:00:00,2025-01-19 20:00:00
        8,emma.evans8@example.com,Emma Evans,DE,2025-02-05 18:00:00,2025-02-05 18:00:00
        9,tilda.evans9@example.com,Tilda Evans,ES,2025-02-17 19:00:00,2025-02-17 19:00:00
        10,felix.bauer10@example.com,Felix Bauer,US,2025-02-19 15:00:00,2025-02-19 15:00:00
        11,luis.bauer11@example.com,Luis Bauer,ES,2025-02-16 17:00:00,2025-02-16 17:00:00
        12,ben.jensen12@example.com,Ben Jensen,GB,2025-01-18 13:00:00,2025-01-18 13:00:00
        13,sam.garcia13@example.com,Sam Garcia,GB,2025-01-27 19:00:00,2025-01-27 19:00:00
        14,olga.fischer14@example.com,Olga Fischer,DE,2025-01-26 13:00:00,2025-01-26 13:00:00
        15,hugo.bauer15@example.com,Hugo Bauer,FR,2025-02-19 00:00:00,2025-02-19 00:00:00
        16,rosa.huber16@example.com,Rosa Huber,ES,2025-01-30 07:00:00,2025-01-30 07:00:00
        17,YANN.BAUER17@EXAMPLE.COM,Yann Bauer,US,2025-01-11 01:00:00,2025-01-11 01:00:00
        18,klara.costa18@example.com,Klara Costa,GB,2025-02-11 17:00:00,2025-02-11 17:00:00
        19,ben.bauer19@example.com,Ben Bauer,us,2025-02-17 14:00:00,2025-02-17 14:00:00
        20,klara.fischer20@example.com,Klara Fischer,FR,2025-03-01 07:00:00,2025-03-01 07:00:00
        20,klara.fischer20@example.com,Klara Fischer,FR,2025-03-01 07:00:00,2025-03-31 07:00:00
        21,tilda.huber21@example.com,Tilda Huber,DE,2025-01-06 20:00:00,2025-01-06 20:00:00
        22,ines.huber22@example.com,Ines Huber,ES,2025-03-01 11:00:00,2025-03-01 11:00:00
        23, jonas.jensen23@example.com,Jonas Jensen,GB,2025-02-28 03:00:00,2025-02-28 03:00:00
        24,mia.fischer24@example.com,Mia Fischer,GB,2025-01-02 22:00:00,2025-01-02 22:00:00
        25,luis.costa25@example.com,Luis Costa,DE,2025-02-22 03:00:00,2025-02-22 03:00:00
        26,greta.evans26@example.com,Greta Evans,ES,2025-01-12 00:00:00,2025-01-12 00:00:00
        27,mia.huber27@example.com,Mia Huber,DE,2025-01-07 21:00:00,2025-01-07 21:00:00
        28,olga.garcia28@example.com,Olga Garcia,FR,2025-02-16 21:00:00,2025-02-16 21:00:00
        29,noah.ivanov29@example.com,Noah Ivanov,ES,2025-01-24 18:00:00,2025-01-24 18:00:00
        30,luis.garcia30@example.com,Luis Garcia,DE,2025-01-20 16:00:00,2025-01-20 16:00:00
        31,chloe.costa31@example.com,Chloe Costa,DE,2025-01-13 21:00:00,2025-01-13 21:00:00
        32,ada.huber32@example.com,Ada Huber,DE,2025-02-20 06:00:00,2025-02-20 06:00:00
        33,ada.costa33@example.com,Ada Costa,US,2025-02-05 18:00:00,2025-02-05 18:00:00
        34,LUIS.JENSEN34@EXAMPLE.COM,Luis Jensen,FR,2025-02-18 07:00:00,2025-02-18 07:00:00
        35,rosa.jensen35@example.com,Rosa Jensen,ES,2025-02-25 21:00:00,2025-02-25 21:00:00
        36,olga.ivanov36@example.com,Olga Ivanov,GB,2025-02-03 11:00:00,2025-02-03 11:00:00
        37,mia.garcia37@example.com,Mia Garcia,GB,2025-01-09 20:00:00,2025-01-09 20:00:00
        38,ben.dubois38@example.com,Ben Dubois,de,2025-01-06 17:00:00,2025-01-06 17:00:00
        39,david.fischer39@example.com,David Fischer,DE,2025-02-21 06:00:00,2025-02-21 06:00:00
        40,david.andersen40@example.com,David Andersen,DE,2025-02-18 08:00:00,2025-02-18 08:00:00
        40,david.andersen40@example.com,David Andersen,FR,2025-02-18 08:00:00,2025-03-20 08:00:00
        41,luis.jensen41@example.com,Luis Jensen,DE,2025-01-03 04:00:00,2025-01-03 04:00:00
        42,yann.garcia42@example.com,Yann Garcia,ES,2025-01-13 16:00:00,2025-01-13 16:00:00
        43,ines.fischer43@example.com,Ines Fischer,FR,2025-02-21 09:00:00,2025-02-21 09:00:00
        44,david.huber44@example.com,David Huber,GB,2025-02-09 18:00:00,2025-02-09 18:00:00
        45,chloe.costa45@example.com,Chloe Costa,ES,2025-01-09 17:00:00,2025-01-09 17:00:00
        46, klara.evans46@example.com,Klara Evans,ES,2025-02-10 20:00:00,2025-02-10 20:00:00
        47,ada.dubois47@example.com,Ada Dubois,FR,2025-02-15 01:00:00,2025-02-15 01:00:00
        48,sam.andersen48@example.com,Sam Andersen,FR,2025-02-15 01:00:00,2025-02-15 01:00:00
        49,chloe.evans49@example.com,Chloe Evans,FR,2025-02-14 05:00:00,2025-02-14 05:00:00
        50,luis.dubois50@example.com,Luis Dubois,US,2025-02-15 10:00:00,2025-02-15 10:00:00
        51,KLARA.DUBOIS51@EXAMPLE.COM,Klara Dubois,DE,2025-02-22 07:00:00,2025-02-22 07:00:00
        52,hugo.garcia52@example.com,Hugo Garcia,DE,2025-01-20 08:00:00,2025-01-20 08:00:00
        53,luis.andersen53@example.com,Luis Andersen,FR,2025-01-03 09:00:00,2025-01-03 09:00:00
        54,greta.jensen54@example.com,Greta Jensen,GB,2025-01-30 09:00:00,2025-01-30 09:00:00
        55,luis.fischer55@example.com,Luis Fischer,DE,2025-01-07 20:00:00,2025-01-07 20:00:00
        56,paul.dubois56@example.com,Paul Dubois,DE,2025-01-29 19:00:00,2025-01-29 19:00:00
        57,yann.andersen57@example.com,Yann Andersen,es,2025-02-10 21:00:00,2025-02-10 21:00:00
        58,luis.bauer58@example.com,Luis Bauer,DE,2025-02-26 08:00:00,2025-02-26 08:00:00
        59,greta.huber59@example.com,Greta Huber,GB,2025-01-16 05:00:00,2025-01-16 05:00:00
        60,klara.bauer60@example.com,Klara Bauer,GB,2025-02-03 18:00:00,2025-02-03 18:00:00
        60,klara.bauer60@example.com,Klara Bauer,FR,2025-02-03 18:00:00,2025-03-05 18:00:00
        61,mia.bauer61@example.com,Mia Bauer,DE,2025-01-14 13:00:00,2025-01-14 13:00:00
        62,ada.costa62@example.com,Ada Costa,GB,2025-02-20 09:00:00,2025-02-20 09:00:00
        63,emma.jensen63@example.com,Emma Jensen,GB,2025-02-20 20:00:00,2025-02-20 20:00:00
        64,luis.costa64@example.com,Luis Costa,US,2025-02-16 19:00:00,2025-02-16 19:00:00
        65,ada.bauer65@example.com,Ada Bauer,ES,2025-02-14 22:00:00,2025-02-14 22:00:00
        66,noah.dubois66@example.com,Noah Dubois,DE,2025-01-19 00:00:00,2025-01-19 00:00:00
        67,ines.dubois67@example.com,Ines Dubois,US,2025-01-25 23:00:00,2025-01-25 23:00:00
        68,TILDA.FISCHER68@EXAMPLE.COM,Tilda Fischer,US,2025-01-23 03:00:00,2025-01-23 03:00:00
        69, emma.andersen69@example.com,Emma Andersen,GB,2025-01-31 04:00:00,2025-01-31 04:00:00
        70,tilda.ivanov70@example.com,Tilda Ivanov,US,2025-02-05 21:00:00,2025-02-05 21:00:00
        71,emma.ivanov71@example.com,Emma Ivanov,DE,2025-02-13 13:00:00,2025-02-13 13:00:00
        72,felix.jensen72@example.com,Felix Jensen,DE,2025-01-01 08:00:00,2025-01-01 08:00:00
        73,felix.costa73@example.com,Felix Costa,US,2025-02-10 09:00:00,2025-02-10 09:00:00
        74,sam.andersen74@example.com,Sam Andersen,ES,2025-01-28 19:00:00,2025-01-28 19:00:00
        75,sam.huber75@example.com,Sam Huber,US,2025-01-10 01:00:00,2025-01-10 01:00:00
        76,ben.dubois76@example.com,Ben Dubois,fr,2025-01-17 07:00:00,2025-01-17 07:00:00
        77,david.ivanov77@example.com,David Ivanov,US,2025-02-08 14:00:00,2025-02-08 14:00:00
        78,chloe.huber78@example.com,Chloe Huber,US,2025-01-28 18:00:00,2025-01-28 18:00:00
        79,rosa.jensen79@example.com,Rosa Jensen,DE,2025-02-13 16:00:00,2025-02-13 16:00:00
        80,olga.ivanov80@example.com,Olga Ivanov,GB,2025-02-15 12:00:00,2025-02-15 12:00:00
        80,olga.ivanov80@example.com,Olga Ivanov,FR,2025-02-15 12:00:00,2025-03-17 12:00:00
        81,hugo.ivanov81@example.com,Hugo Ivanov,US,2025-01-23 03:00:00,2025-01-23 03:00:00
        82,greta.huber82@example.com,Greta Huber,GB,2025-01-12 16:00:00,2025-01-12 16:00:00
        83,olga.fischer83@example.com,Olga Fischer,ES,2025-01-07 04:00:00,2025-01-07 04:00:00
        84,chloe.dubois84@example.com,Chloe Dubois,FR,2025-02-27 03:00:00,2025-02-27 03:00:00
        85,DAVID.COSTA85@EXAMPLE.COM,David Costa,ES,2025-02-24 21:00:00,2025-02-24 21:00:00
        86,ines.costa86@example.com,Ines Costa,DE,2025-02-09 21:00:00,2025-02-09 21:00:00
        87,david.garcia87@example.com,David Garcia,DE,2025-02-11 13:00:00,2025-02-11 13:00:00
        88,hugo.costa88@example.com,Hugo Costa,US,2025-02-06 19:00:00,2025-02-06 19:00:00
        89,noah.dubois89@example.com,Noah Dubois,FR,2025-01-31 10:00:00,2025-01-31 10:00:00
        90,luis.andersen90@example.com,Luis Andersen,US,2025-01-29 20:00:00,2025-01-29 20:00:00
        91,olga.huber91@example.com,Olga Huber,GB,2025-01-02 13:00:00,2025-01-02 13:00:00
        92, yann.evans92@example.com,Yann Evans,DE,2025-02-13 17:00:00,2025-02-13 17:00:00
        93,hugo.bauer93@example.com,Hugo Bauer,FR,2025-01-08 04:00:00,2025-01-08 04:00:00
        94,ines.andersen94@example.com,Ines Andersen,FR,2025-01-16 11:00:00,2025-01-16 11:00:00
        95,noah.evans95@example.com,Noah Evans,de,2025-02-04 15:00:00,2025-02-04 15:00:00
        96,rosa.jensen96@example.com,Rosa Jensen,ES,2025-02-12 04:00:00,2025-02-12 04:00:00
        97,klara.bauer97@example.com,Klara Bauer,DE,2025-01-24 19:00:00,2025-01-24 19:00:00
        98,felix.garcia98@example.com,Felix Garcia,FR,2025-01-07 04:00:00,2025-01-07 04:00:00
        99,chloe.evans99@example.com,Chloe Evans,US,2025-01-08 03:00:00,2025-01-08 03:00:00
        100,hugo.bauer100@example.com,Hugo Bauer,DE,2025-01-23 13:00:00,2025-01-23 13:00:00
        100,hugo.bauer100@example.com,Hugo Bauer,FR,2025-01-23 13:00:00,2025-02-22 13:00:00
        101,klara.ivanov101@example.com,Klara Ivanov,FR,2025-02-05 15:00:00,2025-02-05 15:00:00
        102,BEN.IVANOV102@EXAMPLE.COM,Ben Ivanov,DE,2025-01-21 08:00:00,2025-01-21 08:00:00
        103,felix.evans103@example.com,Felix Evans,DE,2025-01-05 07:00:00,2025-01-05 07:00:00
        104,jonas.evans104@example.com,Jonas Evans,DE,2025-02-15 07:00:00,2025-02-15 07:00:00
        105,rosa.costa105@example.com,Rosa Costa,FR,2025-01-24 02:00:00,2025-01-24 02:00:00
        106,ada.evans106@example.com,Ada Evans,DE,2025-01-04 03:00:00,2025-01-04 03:00:00
        107,rosa.ivanov107@example.com,Rosa Ivanov,US,2025-01-17 04:00:00,2025-01-17 04:00:00
        108,olga.bauer108@example.com,Olga Bauer,ES,2025-02-26 04:00:00,2025-02-26 04:00:00
        109,noah.huber109@example.com,Noah Huber,GB,2025-02-16 14:00:00,2025-02-16 14:00:00
        110,jonas.dubois110@example.com,Jonas Dubois,FR,2025-01-20 14:00:00,2025-01-20 14:00:00
        111,emma.garcia111@example.com,Emma Garcia,DE,2025-01-30 15:00:00,2025-01-30 15:00:00
        112,emma.andersen112@example.com,Emma Andersen,ES,2025-01-07 00:00:00,2025-01-07 00:00:00
        113,ines.garcia113@example.com,Ines Garcia,DE,2025-01-14 22:00:00,2025-01-14 22:00:00
        114,mia.ivanov114@example.com,Mia Ivanov,fr,2025-02-27 05:00:00,2025-02-27 05:00:00
        115, yann.dubois115@example.com,Yann Dubois,FR,2025-03-01 02:00:00,2025-03-01 02:00:00
        116,felix.costa116@example.com,Felix Costa,GB,2025-01-23 22:00:00,2025-01-23 22:00:00
        117,luis.fischer117@example.com,Luis Fischer,FR,2025-02-16 16:00:00,2025-02-16 16:00:00
        118,hugo.andersen118@example.com,Hugo Andersen,DE,2025-01-27 09:00:00,2025-01-27 09:00:00
        119,ADA.FISCHER119@EXAMPLE.COM,Ada Fischer,DE,2025-02-02 13:00:00,2025-02-02 13:00:00
        120,rosa.dubois120@example.com,Rosa Dubois,US,2025-01-22 04:00:00,2025-01-22 04:00:00
        120,rosa.dubois120@example.com,Rosa Dubois,FR,2025-01-22 04:00:00,2025-02-21 04:00:00

        """##),
  ]
}
