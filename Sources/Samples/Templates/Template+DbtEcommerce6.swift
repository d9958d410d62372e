// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtEcommerce6: [TemplateFile] = [
    TemplateFile(
      path: "landing/postgres/order_items.csv",
      text: ##"""
        445,219,2,3,3899,0
        446,220,3,1,2399,0
        447,220,1,2,599,0
        448,220,11,3,4699,0

        """##),
    TemplateFile(
      path: "landing/postgres/orders.csv",
      text: ##"""
        id,customer_id,status,sales_channel,shipping_cents,created_at,updated_at
        1,80,completed,phone,0,2025-04-29 13:08:00,2025-05-02 13:08:00
        2,6,completed,shopify,499,2025-03-14 02:44:00,2025-03-17 02:44:00
        3,96,cancelled,shopify,499,2025-05-25 21:05:00,2025-05-28 21:05:00
        4,37,completed,shopify,0,2025-05-10 19:28:00,2025-05-13 19:28:00
        5,8,returned,shopify,499,2025-04-15 05:14:00,2025-04-18 05:14:00
        6,71,returned,phone,499,2025-03-20 03:16:00,2025-03-23 03:16:00
        7,58,completed,phone,499,2025-03-26 10:53:00,2025-03-29 10:53:00
        8,19,completed,shopify,499,2025-05-09 00:54:00,2025-05-12 00:54:00
        9,63,completed,phone,499,2025-05-03 00:57:00,2025-05-06 00:57:00
        10,42,shipped,shopify,499,2025-05-09 08:00:00,2025-05-12 08:00:00
        11,76,placed,phone,499,2025-03-08 22:53:00,2025-03-08 22:53:00
        11,76,returned,phone,499,2025-03-08 22:53:00,2025-03-11 22:53:00
        12,82,completed,shopify,0,2025-05-26 03:49:00,2025-05-29 03:49:00
        13,94,completed,shopify,499,2025-04-08 09:35:00,2025-04-11 09:35:00
        14,95,completed,shopify,499,2025-05-29 20:45:00,2025-06-01 20:45:00
        15,27,completed,shopify,499,2025-04-16 13:35:00,2025-04-19 13:35:00
        16,44,completed,shopify,0,2025-04-21 14:19:00,2025-04-24 14:19:00
        17,36,completed,shopify,499,2025-04-23 06:32:00,2025-04-26 06:32:00
        18,91,returned,shopify,499,2025-05-10 12:18:00,2025-05-13 12:18:00
        19,20,returned,shopify,499,2025-03-15 20:11:00,2025-03-18 20:11:00
        20,39,completed,shopify,499,2025-04-18 17:38:00,2025-04-21 17:38:00
        21,40,completed,phone,0,2025-03-07 00:49:00,2025-03-10 00:49:00
        22,90,placed,shopify,499,2025-04-01 18:29:00,2025-04-01 18:29:00
        22,90,completed,shopify,499,2025-04-01 18:29:00,2025-04-04 18:29:00
        23,25,completed,phone,499,2025-03-23 00:12:00,2025-03-26 00:12:00
        24,54,completed,shopify,499,2025-05-23 20:47:00,2025-05-26 20:47:00
        25,51,cancelled,phone,499,2025-04-11 22:15:00,2025-04-14 22:15:00
        26,84,shipped,shopify,499,2025-05-26 04:27:00,2025-05-29 04:27:00
        27,54,completed,phone,0,2025-05-27 23:21:00,2025-05-30 23:21:00
        28,26,cancelled,shopify,499,2025-04-04 22:12:00,2025-04-07 22:12:00
        29,8,shipped,phone,0,2025-03-25 09:27:00,2025-03-28 09:27:00
        30,36,shipped,shopify,0,2025-03-29 01:41:00,2025-04-01 01:41:00
        31,103,completed,shopify,499,2025-05-25 17:55:00,2025-05-28 17:55:00
        32,51,completed,shopify,0,2025-05-09 12:42:00,2025-05-12 12:42:00
        33,11,placed,phone,0,2025-03-20 23:07:00,2025-03-20 23:07:00
        33,11,completed,phone,0,2025-03-20 23:07:00,2025-03-23 23:07:00
        34,96,shipped,phone,499,2025-04-20 00:30:00,2025-04-23 00:30:00
        35,95,completed,shopify,0,2025-03-25 16:42:00,2025-03-28 16:42:00
        36,33,completed,shopify,499,2025-03-24 09:17:00,2025-03-27 09:17:00
        37,105,cancelled,shopify,499,2025-03-23 00:52:00,2025-03-26 00:52:00
        37,105,cancelled,shopify,499,2025-03-23 00:52:00,2025-03-26 00:52:00
        38,77,completed,shopify,499,2025-05-05 14:22:00,2025-05-08 14:22:00
        39,40,completed,shopify,0,2025-03-09 02:15:00,2025-03-12 02:15:00
        40,86,returned,shopify,499,2025-03-29 23:57:00,2025-04-01 23:57:00
        41,12,cancelled,shopify,499,2025-04-07 23:23:00,2025-04-10 23:23:00
        42,22,completed,shopify,499,2025-03-15 06:41:00,2025-03-18 06:41:00
        43,7,completed,phone,499,2025-04-26 07:25:00,2025-04-29 07:25:00
        44,73,placed,shopify,0,2025-03-21 20:31:00,2025-03-21 20:31:00
        44,73,completed,shopify,0,2025-03-21 20:31:00,2025-03-24 20:31:00
        45,59,shipped,shopify,499,2025-04-21 01:36:00,2025-04-24 01:36:00
        46,58,shipped,shopify,499,2025-05-10 12:02:00,2025-05-13 12:02:00
        47,46,completed,shopify,499,2025-04-10 04:39:00,2025-04-13 04:39:00
        48,63,completed,phone,0,2025-03-28 04:53:00,2025-03-31 04:53:00
        49,21,completed,phone,499,2025-03-31 11:26:00,2025-04-03 11:26:00
        50,27,completed,shopify,499,2025-04-24 20:59:00,2025-04-27 20:59:00
        51,34,completed,phone,499,2025-03-12 11:23:00,2025-03-15 11:23:00
        52,95,completed,phone,499,2025-05-13 14:32:00,2025-05-16 14:32:00
        53,38,completed,shopify,499,2025-05-15 14:56:00,2025-05-18 14:56:00
        54,6,completed,shopify,0,2025-03-04 00:41:00,2025-03-07 00:41:00
        55,2,placed,shopify,0,2025-05-26 06:00:00,2025-05-26 06:00:00
        55,2,shipped,shopify,0,2025-05-26 06:00:00,2025-05-29 06:00:00
        56,72,completed,shopify,499,2025-05-22 06:04:00,2025-05-25 06:04:00
        57,21,completed,shopify,0,2025-03-07 07:31:00,2025-03-10 07:31:00
        58,23,completed,shopify,499,2025-04-17 07:00:00,2025-04-20 07:00:00
        59,34,completed,shopify,499,2025-03-23 03:27:00,2025-03-26 03:27:00
        60,42,completed,shopify,499,2025-03-19 11:17:00,2025-03-22 11:17:00
        61,40,completed,shopify,0,2025-05-12 20:02:00,2025-05-15 20:02:00
        62,6,completed,shopify,499,2025-03-14 14:20:00,2025-03-17 14:20:00
        63,97,returned,shopify,499,2025-05-24 05:33:00,2025-05-27 05:33:00
        64,97,completed,shopify,499,2025-04-28 11:36:00,2025-05-01 11:36:00
        65,45,completed,phone,499,2025-03-25 08:46:00,2025-03-28 08:46:00
        66,101,placed,phone,0,2025-04-08 14:02:00,2025-04-08 14:02:00
        66,101,completed,phone,0,2025-04-08 14:02:00,2025-04-11 14:02:00
        67,,completed,shopify,499,2025-05-15 14:54:00,2025-05-18 14:54:00
        68,106,completed,phone,499,2025-03-18 19:05:00,2025-03-21 19:05:00
        69,15,shipped,shopify,499,2025-05-26 10:38:00,2025-05-29 10:38:00
        70,65,returned,shopify,499,2025-03-17 13:47:00,2025-03-20 13:47:00
        71,22,completed,shopify,499,2025-04-13 03:46:00,2025-04-16 03:46:00
        72,106,completed,shopify,499,2025-05-17 19:00:00,2025-05-20 19:00:00
        73,25,returned,shopify,499,2025-03-25 13:06:00,2025-03-28 13:06:00
        74,52,completed,shopify,499,2025-05-18 18:18:00,2025-05-21 18:18:00
        74,52,completed,shopify,499,2025-05-18 18:18:00,2025-05-21 18:18:00
        75,87,completed,shopify,499,2025-03-18 12:30:00,2025-03-21 12:30:00
        76,80,completed,shopify,499,2025-05-19 03:30:00,2025-05-22 03:30:00
        77,28,placed,phone,499,2025-03-16 15:21:00,2025-03-16 15:21:00
        77,28,shipped,phone,499,2025-03-16 15:21:00,2025-03-19 15:21:00
        78,82,completed,shopify,499,2025-05-13 03:23:00,2025-05-16 03:23:00
        79,2,cancelled,shopify,499,2025-03-08 20:14:00,2025-03-11 20:14:00
        80,17,shipped,shopify,0,2025-05-25 14:20:00,2025-05-28 14:20:00
        81,61,completed,shopify,0,2025-04-03 06:57:00,2025-04-06 06:57:00
        82,39,completed,shopify,499,2025-03-31 03:45:00,2025-04-03 03:45:00
        83,42,completed,shopify,0,2025-05-12 08:45:00,2025-05-15 08:45:00
        84,30,completed,shopify,499,2025-03-18 21:35:00,2025-03-21 21:35:00
        85,95,completed,shopify,499,2025-05-17 09:26:00,2025-05-20 09:26:00
        86,60,shipped,shopify,0,2025-05-23 10:00:00,2025-05-26 10:00:00
        87,38,completed,shopify,499,2025-05-17 12:14:00,2025-05-20 12:14:00
        88,54,placed,phone,0,2025-04-27 21:56:00,2025-04-27 21:56:00
        88,54,completed,phone,0,2025-04-27 21:56:00,2025-04-30 21:56:00
        89,44,completed,phone,499,2025-04-09 10:43:00,2025-04-12 10:43:00
        90,65,completed,phone,0,2025-04-02 09:14:00,2025-04-05 09:14:00
        91,101,shipped,phone,499,2025-03-05 15:29:00,2025-03-08 15:29:00
        92,78,completed,shopify,499,2025-05-10 17:19:00,2025-05-13 17:19:00
        93,85,completed,shopify,0,2025-03-18 12:03:00,2025-03-21 12:03:00
        94,73,returned,shopify,499,2025-04-29 09:57:00,2025-05-02 09:57:00
        95,99,completed,shopify,499,2025-04-08 12:56:00,2025-04-11 12:56:00
        96,88,returned,phone,0,2025-05-01 22:15:00,2025-05-04 22:15:00
        97,36,completed,phone,499,2025-05-06 11:26:00,2025-05-09 11:26:00
        98,94,completed,shopify,0,2025-05-10 02:49:00,2025-05-13 02:49:00
        99,84,placed,shopify,499,2025-05-03 11:59:00,2025-05-03 11:59:00
        99,84,completed,shopify,499,2025-05-03 11:59:00,2025-05-06 11:59:00
        100,81,completed,phone,499,2025-05-13 23:39:00,2025-05-16 23:39:00
        101,80,shipped,phone,499,2025-05-29 15:37:00,2025-06-01 15:37:00
        102,75,completed,shopify,0,2025-04-10 00:12:00,2025-04-13 00:12:00
        103,109,completed,phone,499,2025-05-13 13:38:00,2025-05-16 13:38:00
        104,101,returned,shopify,499,2025-05-09 06:48:00,2025-05-12 06:48:00
        105,107,completed,shopify,499,2025-04-18 12:01:00,2025-04-21 12:01:00
        106,67,completed,phone,0,2025-05-19 00:02:00,2025-05-22 00:02:00
        107,41,completed,shopify,0,2025-04-25 08:37:00,2025-04-28 08:37:00
        108,100,completed,shopify,499,2025-03-27 11:17:00,2025-03-30 11:17:00
        109,72,completed,phone,499,2025-04-04 15:28:00,2025-04-07 15:28:00
        110,16,placed,shopify,0,2025-05-05 07:06:00,2025-05-05 07:06:00
        110,16,completed,shopify,0,2025-05-05 07:06:00,2025-05-08 07:06:00
        111,5,returned,shopify,499,2025-05-26 17:12:00,2025-05-29 17:12:00
        111,5,returned,shopify,499,2025-05-26 17:12:00,2025-05-29 17:12:00
        112,14,completed,shopify,499,2025-04-13 20:18:00,2025-04-16 20:18:00
        113,92,shipped,shopify,0,2025-05-24 01:34:00,2025-05-27 01:34:00
        114,58,returned,shopify,0,2025-05-28 04:40:00,2025-05-31 04:40:00
        115,15,completed,shopify,499,2025-04-28 04:17:00,2025-05-01 04:17:00
        116,20,completed,shopify,499,2025-03-26 05:57:00,2025-03-29 05:57:00
        117,66,cancelled,shopify,499,2025-03-07 04:11:00,2025-03-10 04:11:00
        118,56,returned,shopify,0,2025-03-25 19:18:00,2025-03-28 19:18:00
        119,102,completed,shopify,499,2025-05-16 18:03:00,2025-05-19 18:03:00
        120,108,shipped,phone,499,2025-03-18 09:29:00,2025-03-21 09:29:00
        121,98,placed,shopify,0,2025-03-26 22:19:00,2025-03-26 22:19:00
        121,98,completed,shopify,0,2025-03-26 22:19:00,2025-03-29 22:19:00
        122,104,completed,shopify,499,2025-04-02 15:26:00,2025-04-05 15:26:00
        123,107,completed,phone,499,2025-05-30 17:19:00,2025-06-02 17:19:00
        124,92,shipped,phone,499,2025-03-24 06:36:00,2025-03-27 06:36:00
        125,3,completed,shopify,0,2025-03-24 04:00:00,2025-03-27 04:00:00
        126,95,completed,shopify,499,2025-03-19 18:10:00,2025-03-22 18:10:00
        127,65,completed,shopify,499,2025-05-10 07:32:00,2025-05-13 07:32:00
        128,74,completed,phone,499,2025-04-13 01:22:00,2025-04-16 01:22:00
        129,77,completed,shopify,499,2025-05-17 10:24:00,2025-05-20 10:24:00
        130,43,shipped,shopify,499,2025-05-06 03:05:00,2025-05-09 03:05:00
        131,2,completed,shopify,0,2025-04-04 04:06:00,2025-04-07 04:06:00
        132,5,placed,phone,499,2025-05-19 18:56:00,2025-05-19 18:56:00
        132,5,completed,phone,499,2025-05-19 18:56:00,2025-05-22 18:56:00
        133,56,completed,shopify,0,2025-03-23 12:58:00,2025-03-26 12:58:00
        134,,cancelled,shopify,499,2025-05-21 13:43:00,2025-05-24 13:43:00
        135,59,completed,shopify,499,2025-05-22 04:11:00,2025-05-25 04:11:00
        136,31,completed,shopify,499,2025-03-31 11:41:00,2025-04-03 11:41:00
        137,107,shipped,shopify,499,2025-04-11 00:58:00,2025-04-14 00:58:00
        138,26,shipped,phone,499,2025-04-27 02:19:00,2025-04-30 02:19:00
        139,99,completed,shopify,499,2025-04-21 01:22:00,2025-04-24 01:22:00
        140,50,completed,phone,499,2025-04-30 00:01:00,2025-05-03 00:01:00
        141,103,completed,shopify,499,2025-03-15 04:44:00,2025-03-18 04:44:00
        142,2,completed,phone,0,2025-03-04 07:52:00,2025-03-07 07:52:00
        143,50,placed,shopify,499,2025-04-13 06:09:00,2025-04-13 06:09:00
        143,50,completed,shopify,499,2025-04-13 06:09:00,2025-04-16 06:09:00
        144,52,cancelled,shopify,499,2025-04-11 01:33:00,2025-04-14 01:33:00
        145,84,completed,phone,499,2025-05-22 10:05:00,2025-05-25 10:05:00
        146,53,completed,shopify,0,2025-03-18 14:28:00,2025-03-21 14:28:00
        147,91,completed,shopify,499,2025-05-03 20:51:00,2025-05-06 20:51:00
        148,99,completed,shopify,499,2025-04-21 08:35:00,2025-04-24 08:35:00
        148,99,completed,shopify,499,2025-04-21 08:35:00,2025-04-24 08:35:00
        149,106,completed,phone,499,2025-04-13 13:18:00,2025-04-16 13:18:00
        150,22,completed,phone,499,2025-03-04 23:51:00,2025-03-07 23:51:00
        151,75,completed,shopify,0,2025-05-10 13:06:00,2025-05-13 13:06:00
        152,1,completed,shopify,499,2025-05-22 19:36:00,2025-05-25 19:36:00
        153,32,completed,shopify,0,2025-03-09 23:04:00,2025-03-12 23:04:00
        154,84,placed,phone,0,2025-03-07 22:58:00,2025-03-07 22:58:00
        154,84,completed,phone,0,2025-03-07 22:58:00,2025-03-10 22:58:00
        155,36,completed,shopify,0,2025-05-01 11:07:00,2025-05-04 11:07:00
        156,49,completed,phone,499,2025-04-28 06:49:00,2025-05-01 06:49:00
        157,76,completed,shopify,499,2025-04-04 11:53:00,2025-04-07 11:53:00
        158,92,completed,shopify,0,2025-04-22 16:07:00,2025-04-25 16:07:00
        159,14,cancelled,phone,499,2025-03-08 04:43:00,2025-03-11 04:43:00
        160,17,completed,shopify,499,2025-05-15 08:23:00,2025-05-18 08:23:00
        161,52,completed,shopify,499,2025-04-03 01:12:00,2025-04-06 01:12:00
        162,26,completed,phone,499,2025-05-09 21:36:00,2025-05-12 21:36:00
        163,56,completed,phone,499,2025-05-01 23:55:00,2025-05-04 23:55:00
        164,6,completed,shopify,499,2025-05-20 15:42:00,2025-05-23 15:42:00
        165,45,placed,phone,0,2025-05-09 05:21:00,2025-05-09 05:21:00
        165,45,completed,phone,0,2025-05-09 05:21:00,2025-05-12 05:21:00
        166,89,completed,phone,499,2025-04-16 18:59:00,2025-04-19 18:59:00
        167,6,shipped,shopify,499,2025-05-27 16:19:00,2025-05-30 16:19:00
        168,45,completed,shopify,0,2025-04-08 11:14:00,2025-04-11 11:14:00
        169,89,returned,shopify,0,2025-04-11 12:11:00,2025-04-14 12:11:00
        170,86,returned,phone,499,2025-03-16 02:08:00,2025-03-19 02:08:00
        171,27,cancelled,shopify,0,2025-03-05 22:48:00,2025-03-08 22:48:00
        172,38,completed,shopify,499,2025-03-17 07:12:00,2025-03-20 07:12:00
        173,46,completed,shopify,0,2025-05-24 16:48:00,2025-05-27 16:48:00
        174,82,completed,phone,499,2025-04-18 19:49:00,2025-04-21 19:49:00
        175,41,completed,phone,499,2025-03-22 22:56:00,2025-03-25 22:56:00
        176,7,placed,shopify,0,2025-05-27 00:14:00,2025-05-27 00:14:00
        176,7,completed,shopify,0,2025-05-27 00:14:00,2025-05-30 00:14:00
        177,109,completed,phone,499,2025-04-11 00:06:00,2025-04-14 00:06:00
        178,19,completed,shopify,0,2025-03-27 18:47:00,2025-03-30 18:47:00
        179,38,shipped,shopify,499,2025-03-02 09:09:00,2025-03-05 09:09:00
        180,39,completed,shopify,499,2025-04-22 10:18:00,2025-04-25 10:18:00
        181,85,completed,phone,499,2025-04-23 17:00:00,2025-04-26 17:00:00
        182,15,returned,shopify,0,2025-03-22 16:25:00,2025-03-25 16:25:00
        183,15,cancelled,shopify,499,2025-05-07 22:54:00,2025-05-10 22:54:00
        184,25,shipped,shopify,499,2025-04-22 05:57:00,2025-04-25 05:57:00
        185,80,completed,phone,0,2025-05-30 23:40:00,2025-06-02 23:40:00
        185,80,completed,phone,0,2025-05-30 23:40:00,2025-06-02 23:40:00
        186,106,completed,shopify,0,2025-03-25 06:24:00,2025-03-28 06:24:00
        187,87,placed,shopify,499,2025-03-24 01:38:00,2025-03-24 01:38:00
        187,87,completed,shopify,499,2025-03-24 01:38:00,2025-03-27 01:38:00
        188,24,returned,phone,499,2025-03-15 16:12:00,2025-03-18 16:12:00
        189,63,cancelled,phone,499,2025-04-16 16:08:00,2025-04-19 16:08:00
        190,21,completed,phone,499,2025-05-04 01:42:00,2025-05-07 01:42:00
        191,28,shipped,shopify,499,2025-03-17 10:46:00,2025-03-20 10:46:00
        192,32,completed,shopify,499,2025-04-12 19:35:00,2025-04-15 19:35:00
        193,99,shipped,shopify,0,2025-03-10 16:04:00,2025-03-13 16:04:00
        194,71,completed,phone,499,2025-05-06 03:26:00,2025-05-09 03:26:00
        195,27,completed,shopify,499,2025-03-02 15:47:00,2025-03-05 15:47:00
        196,11,completed,shopify,0,2025-04-24 05:47:00,2025-04-27 05:47:00
        197,22,completed,shopify,499,2025-04-28 00:29:00,2025-05-01 00:29:00
        198,94,placed,shopify,0,2025-03-07 04:04:00,2025-03-07 04:04:00
        198,94,completed,shopify,0,2025-03-07 04:04:00,2025-03-10 04:04:00
        199,42,completed,shopify,499,2025-05-19 23:35:00,2025-05-22 23:35:00
        200,84,completed,shopify,499,2025-05-30 21:16:00,2025-06-02 21:16:00
        201,,returned,shopify,499,2025-03-15 23:07:00,2025-03-18 23:07:00
        202,67,completed,shopify,499,2025-04-19 05:00:00,2025-04-22 05:00:00
        203,80,completed,shopify,0,2025-03-14 05:02:00,2025-03-17 05:02:00
        204,100,completed,phone,0,2025-05-05 14:12:00,2025-05-08 14:12:00
        205,59,shipped,shopify,499,2025-03-21 07:19:00,2025-03-24 07:19:00
        206,29,completed,phone,499,2025-03-04 19:04:00,2025-03-07 19:04:00
        207,42,completed,shopify,499,2025-05-10 02:25:00,2025-05-13 02:25:00
        208,32,completed,shopify,499,2025-03-16 17:00:00,2025-03-19 17:00:00
        209,39,placed,shopify,0,2025-05-03 08:44:00,2025-05-03 08:44:00
        209,39,shipped,shopify,0,2025-05-03 08:44:00,2025-05-06 08:44:00
        210,12,completed,shopify,499,2025-04-08 16:50:00,2025-04-11 16:50:00
        211,77,completed,shopify,499,2025-03-23 02:00:00,2025-03-26 02:00:00
        212,18,completed,shopify,499,2025-04-18 19:47:00,2025-04-21 19:47:00
        213,29,completed,shopify,0,2025-05-07 13:45:00,2025-05-10 13:45:00
        214,70,completed,shopify,499,2025-03-27 16:20:00,2025-03-30 16:20:00
        215,31,returned,shopify,499,2025-04-26 07:49:00,2025-04-29 07:49:00
        216,1,completed,shopify,499,2025-04-14 02:18:00,2025-04-17 02:18:00
        217,103,completed,shopify,499,2025-04-20 10:20:00,2025-04-23 10:20:00
        218,9,completed,shopify,499,2025-05-25 09:46:00,2025-05-28 09:46:00
        219,47,completed,shopify,499,2025-05-16 17:47:00,2025-05-19 17:47:00
        220,58,placed,shopify,499,2025-04-28 18:22:00,2025-04-28 18:22:00
        220,58,shipped,shopify,499,2025-04-28 18:22:00,2025-05-01 18:22:00

        """##),
    TemplateFile(
      path: "landing/postgres/products.csv",
      text: ##"""
        id,sku,name,category,price_cents,cost_cents,updated_at
        1,COF-001,House blend,Coffee,599,329,2025-01-01 00:00:00
        2,COF-002,Ethiopia,Coffee,3899,2144,2025-01-01 00:00:00
        3,COF-003,Decaf,Coffee,2399,1319,2025-01-01 00:00:00
        4,COF-004,Espresso,Coffee,8099,4454,2025-01-01 00:00:00
        5,TEA-005,Assam,Tea,5599,3079,2025-01-01 00:00:00
        6,TEA-006,Sencha,Tea,4399,2419,2025-01-01 00:00:00
        7,TEA-007,Rooibos,Tea,8599,4729,2025-01-01 00:00:00
        8,EQU-008,Grinder,Equipment,1599,879,2025-01-01 00:00:00
        9,EQU-009,Kettle,Equipment,7299,4014,2025-01-01 00:00:00
        10,EQU-010,Scale,Equipment,8199,4509,2025-01-01 00:00:00
        11,EQU-011,Filter papers,Equipment,4699,2584,2025-01-01 00:00:00
        12,MUG-012,Small mug,Mugs,6899,3794,2025-01-01 00:00:00
        13,MUG-013,Large mug,Mugs,4199,2309,2025-01-01 00:00:00

        """##),
    TemplateFile(
      path: "landing/shopify/customers.jsonl",
      text: ##"""
        {"id": 7000001, "email": "klara.costa1@example.com", "accepts_marketing": true, "created_at": "2025-02-03 16:00:00", "updated_at": "2025-02-03 16:00:00"}
        {"id": 7000002, "email": "sam.bauer2@example.com", "accepts_marketing": true, "created_at": "2025-02-01 04:00:00", "updated_at": "2025-02-01 04:00:00"}
        {"id": 7000004, "email": "noah.garcia4@example.com", "accepts_marketing": true, "created_at": "2025-01-06 23:00:00", "updated_at": "2025-01-06 23:00:00"}
        {"id": 7000005, "email": "noah.andersen5@example.com", "accepts_marketing": false, "created_at": "2025-02-18 06:00:00", "updated_at": "2025-02-18 06:00:00"}
        {"id": 7000007, "email": "mia.andersen7@example.com", "accepts_marketing": false, "created_at": "2025-01-19 20:00:00", "updated_at": "2025-01-19 20:00:00"}
        {"id": 7000008, "email": "emma.evans8@example.com", "accepts_marketing": false, "created_at": "2025-02-05 18:00:00", "updated_at": "2025-02-05 18:00:00"}
        {"id": 7000010, "email": "felix.bauer10@example.com", "accepts_marketing": false, "created_at": "2025-02-19 15:00:00", "updated_at": "2025-02-19 15:00:00"}
        {"id": 7000011, "email": "luis.bauer11@example.com", "accepts_marketing": true, "created_at": "2025-02-16 17:00:00", "updated_at": "2025-02-16 17:00:00"}
        {"id": 7000013, "email": "sam.garcia13@example.com", "accepts_marketing": false, "created_at": "2025-01-27 19:00:00", "updated_at": "2025-01-27 19:00:00"}
        {"id": 7000014, "email": "olga.fischer14@example.com", "accepts_marketing": false, "created_at": "2025-01-26 13:00:00", "updated_at": "2025-01-26 13:00:00"}
        {"id": 7000016, "email": "rosa.huber16@example.com", "accepts_marketing": true, "created_at": "2025-01-30 07:00:00", "updated_at": "2025-01-30 07:00:00"}
        {"id": 7000017, "email": "yann.bauer17@example.com", "accepts_marketing": true, "created_at": "2025-01-11 01:00:00", "updated_at": "2025-01-11 01:00:00"}
        {"id": 7000019, "email": "ben.bauer19@example.com", "accepts_marketing": false, "created_at": "2025-02-17 14:00:00", "updated_at": "2025-02-17 14:00:00"}
        {"id": 7000020, "email": "klara.fischer20@example.com", "accepts_marketing": false, "created_at": "2025-03-01 07:00:00", "updated_at": "2025-03-01 07:00:00"}
        {"id": 7000022, "email": "ines.huber22@example.com", "accepts_marketing": true, "created_at": "2025-03-01 11:00:00", "updated_at": "2025-03-01 11:00:00"}
        {"id": 7000023, "email": "jonas.jensen23@example.com", "accepts_marketing": true, "created_at": "2025-02-28 03:00:00", "updated_at": "2025-02-28 03:00:00"}
        {"id": 7000025, "email": "luis.costa25@example.com", "accepts_marketing": true, "created_at": "2025-02-22 03:00:00", "updated_at": "2025-02-22 03:00:00"}
        {"id": 7000026, "email": "greta.evans26@example.com", "accepts_marketing": true, "created_at": "2025-01-12 00:00:00", "updated_at": "2025-01-12 00:00:00"}
        {"id": 7000028, "email": "olga.garcia28@example.com", "accepts_marketing": false, "created_at": "2025-02-16 21:00:00", "updated_at": "2025-02-16 21:00:00"}
        {"id": 7000029, "email": "noah.ivanov29@example.com", "accepts_marketing": true, "created_at": "2025-01-24 18:00:00", "updated_at": "2025-01-24 18:00:00"}
        {"id": 7000031, "email": "chloe.costa31@example.com", "accepts_marketing": false, "created_at": "2025-01-13 21:00:00", "updated_at": "2025-01-13 21:00:00"}
        {"id": 7000032, "email": "ada.huber32@example.com", "accepts_marketing": true, "created_at": "2025-02-20 06:00:00", "updated_at": "2025-02-20 06:00:00"}
        {"id": 7000034, "email": "luis.jensen34@example.com", "accepts_marketing": false, "created_at": "2025-02-18 07:00:00", "updated_at": "2025-02-18 07:00:00"}
        {"id": 7000035, "email": "rosa.jensen35@example.com", "accepts_marketing": false, "created_at": "2025-02-25 21:00:00", "updated_at": "2025-02-25 21:00:00"}
        {"id": 7000037, "email": "mia.garcia37@example.com", "accepts_marketing": false, "created_at": "2025-01-09 20:00:00", "updated_at": "2025-01-09 20:00:00"}
        {"id": 7000038, "email": "ben.dubois38@example.com", "accepts_marketing": true, "created_at": "2025-01-06 17:00:00", "updated_at": "2025-01-06 17:00:00"}
        {"id": 7000040, "email": "david.andersen40@example.com", "accepts_marketing": false, "created_at": "2025-02-18 08:00:00", "updated_at": "2025-02-18 08:00:00"}
        {"id": 7000041, "email": "luis.jensen41@example.com", "accepts_marketing": false, "created_at": "2025-01-03 04:00:00", "updated_at": "2025-01-03 04:00:00"}
        {"id": 7000043, "email": "ines.fischer43@example.com", "accepts_marketing": true, "created_at": "2025-02-21 09:00:00", "updated_at": "2025-02-21 09:00:00"}
        {"id": 7000044, "email": "david.huber44@example.com", "accepts_marketing": true, "created_at": "2025-02-09 18:00:00", "updated_at": "2025-02-09 18:00:00"}
        {"id": 7000046, "email": "klara.evans46@example.com", "accepts_marketing": true, "created_at": "2025-02-10 20:00:00", "updated_at": "2025-02-10 20:00:00"}
        {"id": 7000047, "email": "ada.dubois47@example.com", "accepts_marketing": true, "created_at": "2025-02-15 01:00:00", "updated_at": "2025-02-15 01:00:00"}
        {"id": 7000049, "email": "chloe.evans49@example.com", "accepts_marketing": false, "created_at": "2025-02-14 05:00:00", "updated_at": "2025-02-14 05:00:00"}
        {"id": 7000050, "email": "luis.dubois50@example.com", "accepts_marketing": false, "created_at": "2025-02-15 10:00:00", "updated_at": "2025-02-15 10:00:00"}
        {"id": 7000052, "email": "hugo.garcia52@example.com", "accepts_marketing": false, "created_at": "2025-01-20 08:00:00", "updated_at": "2025-01-20 08:00:00"}
        {"id": 7000053, "email": "luis.andersen53@example.com", "accepts_marketing": true, "created_at": "2025-01-03 09:00:00", "updated_at": "2025-01-03 09:00:00"}
        {"id": 7000055, "email": "luis.fischer55@example.com", "accepts_marketing": true, "created_at": "2025-01-07 20:00:00", "updated_at": "2025-01-07 20:00:00"}
        {"id": 7000056, "email": "paul.dubois56@example.com", "accepts_marketing": true, "created_at": "2025-01-29 19:00:00", "updated_at": "2025-01-29 19:00:00"}
        {"id": 7000058, "email": "luis.bauer58@example.com", "accepts_marketing": false, "created_at": "2025-02-26 08:00:00", "updated_at": "2025-02-26 08:00:00"}
        {"id": 7000059, "email": "greta.huber59@example.com", "accepts_marketing": false, "created_at": "2025-01-16 05:00:00", "updated_at": "2025-01-16 05:00:00"}
        {"id": 7000061, "email": "mia.bauer61@example.com", "accepts_marketing": false, "created_at": "2025-01-14 13:00:00", "updated_at": "2025-01-14 13:00:00"}
        {"id": 7000062, "email": "ada.costa62@example.com", "accepts_marketing": false, "created_at": "2025-02-20 09:00:00", "updated_at": "2025-02-20 09:00:00"}
        {"id": 7000064, "email": "luis.costa64@example.com", "accepts_marketing": true, "created_at": "2025-02-16 19:00:00", "updated_at": "2025-02-16 19:00:00"}
        {"id": 7000065, "email": "ada.bauer65@example.com", "accepts_marketing": false, "created_at": "2025-02-14 22:00:00", "updated_at": "2025-02-14 22:00:00"}
        {"id": 7000067, "email": "ines.dubois67@example.com", "accepts_marketing": true, "created_at": "2025-01-25 23:00:00", "updated_at": "2025-01-25 23:00:00"}
        {"id": 7000068, "email": "tilda.fischer68@example.com", "accepts_marketing": true, "created_at": "2025-01-23 03:00:00", "updated_at": "2025-01-23 03:00:00"}
        {"id": 7000070, "email": "tilda.ivanov70@example.com", "accepts_marketing": true, "created_at": "2025-02-05 21:00:00", "updated_at": "2025-02-05 21:00:00"}
        {"id": 7000071, "email": "emma.ivanov71@example.com", "accepts_marketing": false, "created_at": "2025-02-13 13:00:00", "updated_at": "2025-02-13 13:00:00"}
        {"id": 7000073, "email": "felix.costa73@example.com", "accepts_marketing": false, "created_at": "2025-02-10 09:00:00", "updated_at": "2025-02-10 09:00:00"}
        {"id": 7000074, "email": "sam.andersen74@example.com", "accepts_marketing": false, "created_at": "2025-01-28 19:00:00", "updated_at": "2025-01-28 19:00:00"}
        {"id": 7000076, "email": "ben.dubois76@example.com", "accepts_marketing": true, "created_at": "2025-01-17 07:00:00", "updated_at": "2025-01-17 07:00:00"}
        {"id": 7000077, "email": "david.ivanov77@example.com", "accepts_marketing": true, "created_at": "2025-02-08 14:00:00", "updated_at": "2025-02-08 14:00:00"}
        {"id": 7000079, "email": "rosa.jensen79@example.com", "accepts_marketing": false, "created_at": "2025-02-13 16:00:00", "updated_at": "2025-02-13 16:00:00"}
        {"id": 7000080, "email": "olga.ivanov80@example.com", "accepts_marketing": false, "created_at": "2025-02-15 12:00:00", "updated_at": "2025-02-15 12:00:00"}
        {"id": 7000082, "email": "greta.huber82@example.com", "accepts_marketing": true, "created_at": "2025-01-12 16:00:00", "updated_at": "2025-01-12 16:00:00"}
        {"id": 7000083, "email": "olga.fischer83@example.com", "accepts_marketing": true, "created_at": "2025-01-07 04:00:00", "updated_at": "2025-01-07 04:00:00"}
        {"id": 7000085, "email": "david.costa85@example.com", "accepts_marketing": true, "created_at": "2025-02-24 21:00:00", "updated_at": "2025-02-24 21:00:00"}
        {"id": 7000086, "email": "ines.costa86@example.com", "accepts_marketing": false, "created_at": "2025-02-09 21:00:00", "updated_at": "2025-02-09 21:00:00"}
        {"id": 7000088, "email": "hugo.costa88@example.com", "accepts_marketing": true, "created_at": "2025-02-06 19:00:00", "updated_at": "2025-02-06 19:00:00"}
        {"id": 7000089, "email": "noah.dubois89@example.com", "accepts_marketing": true, "created_at": "2025-01-31 10:00:00", "updated_at": "2025-01-31 10:00:00"}
        {"id": 7000091, "email": "olga.huber91@example.com", "accepts_marketing": true, "created_at": "2025-01-02 13:00:00", "updated_at": "2025-01-02 13:00:00"}
        {"id": 7000092, "email": "yann.evans92@example.com", "accepts_marketing": true, "created_at": "2025-02-13 17:00:00", "updated_at": "2025-02-13 17:00:00"}
        {"id": 7000094, "email": "ines.andersen94@example.com", "accepts_marketing": false, "created_at": "2025-01-16 11:00:00", "updated_at": "2025-01-16 11:00:00"}
        {"id": 7000095, "email": "noah.evans95@example.com", "accepts_marketing": false, "created_at": "2025-02-04 15:00:00", "updated_at": "2025-02-04 15:00:00"}
        {"id": 7000097, "email": "klara.bauer97@example.com", "accepts_marketing": false, "created_at": "2025-01-24 19:00:00", "updated_at": "2025-01-24 19:00:00"}
        {"id": 7000098, "email": "felix.garcia98@example.com", "accepts_marketing": false, "created_at": "2025-01-07 04:00:00", "updated_at": "2025-01-07 04:00:00"}
        {"id": 7000100, "email": "hugo.bauer100@example.com", "accepts_marketing": true, "created_at": "2025-01-23 13:00:00", "updated_at": "2025-01-23 13:00:00"}
        {"id": 7000101, "email": "klara.ivanov101@example.com", "accepts_marketing": false, "created_at": "2025-02-05 15:00:00", "updated_at": "2025-02-05 15:00:00"}
        {"id": 7000103, "email": "felix.evans103@example.com", "accepts_marketing": true, "created_at": "2025-01-05 07:00:00", "updated_at": "2025-01-05 07:00:00"}
        {"id": 7000104, "email": "jonas.evans104@example.com", "accepts_marketing": true, "created_at": "2025-02-15 07:00:00", "updated_at": "2025-02-15 07:00:00"}
        {"id": 7000106, "email": "ada.evans106@example.com", "accepts_marketing": true, "created_at": "2025-01-04 03:00:00", "updated_at": "2025-01-04 03:00:00"}
        {"id": 7000107, "email": "rosa.ivanov107@example.com", "accepts_marketing": true, "created_at": "2025-01-17 04:00:00", "updated_at": "2025-01-17 04:00:00"}
        {"id": 7000109, "email": "noah.huber109@example.com", "accepts_marketing": false, "created_at": "2025-02-16 14:00:00", "updated_at": "2025-02-16 14:00:00"}
        {"id": 7000110, "email": "jonas.dubois110@example.com", "accepts_marketing": true, "created_at": "2025-01-20 14:00:00", "updated_at": "2025-01-20 14:00:00"}
        {"id": 7000112, "email": "emma.andersen112@example.com", "accepts_marketing": false, "created_at": "2025-01-07 00:00:00", "updated_at": "2025-01-07 00:00:00"}
        {"id": 7000113, "email": "ines.garcia113@example.com", "accepts_marketing": true, "created_at": "2025-01-14 22:00:00", "updated_at": "2025-01-14 22:00:00"}
        {"id": 7000115, "email": "yann.dubois115@example.com", "accepts_marketing": true, "created_at": "2025-03-01 02:00:00", "updated_at": "2025-03-01 02:00:00"}
        {"id": 7000116, "email": "felix.costa116@example.com", "accepts_marketing": true, "created_at": "2025-01-23 22:00:00", "updated_at": "2025-01-23 22:00:00"}
        {"id": 7000118, "email": "hugo.andersen118@example.com", "accepts_marketing": true, "created_at": "2025-01-27 09:00:00", "updated_at": "2025-01-27 09:00:00"}
        {"id": 7000119, "email": "ada.fischer119@example.com", "accepts_marketing": true, "created_at": "2025-02-02 13:00:00", "updated_at": "2025-02-02 13:00:00"}

        """##),
  ]
}
