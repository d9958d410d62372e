// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtEcommerce7: [TemplateFile] = [
    TemplateFile(
      path: "landing/shopify/orders.jsonl",
      text: ##"""
        {"id": 9000002, "order_number": 2, "email": "tilda.andersen6@example.com", "total_price": "241.93", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-14 02:44:00", "updated_at": "2025-03-14 02:44:00"}
        {"id": 9000003, "order_number": 3, "email": "rosa.jensen96@example.com", "total_price": "268.92", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-25 21:05:00", "updated_at": "2025-05-25 21:05:00"}
        {"id": 9000004, "order_number": 4, "email": "mia.garcia37@example.com", "total_price": "81.99", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-10 19:28:00", "updated_at": "2025-05-10 19:28:00"}
        {"id": 9000005, "order_number": 5, "email": "emma.evans8@example.com", "total_price": "98.97", "financial_status": "refunded", "discount_code": null, "created_at": "2025-04-15 05:14:00", "updated_at": "2025-04-15 05:14:00"}
        {"id": 9000008, "order_number": 8, "email": "ben.bauer19@example.com", "total_price": "232.95", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-09 00:54:00", "updated_at": "2025-05-09 00:54:00"}
        {"id": 9000010, "order_number": 10, "email": "yann.garcia42@example.com", "total_price": "73.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-09 08:00:00", "updated_at": "2025-05-09 08:00:00"}
        {"id": 9000012, "order_number": 12, "email": "greta.huber82@example.com", "total_price": "454.92", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-26 03:49:00", "updated_at": "2025-05-26 03:49:00"}
        {"id": 9000013, "order_number": 13, "email": "ines.andersen94@example.com", "total_price": "56.95", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-08 09:35:00", "updated_at": "2025-04-08 09:35:00"}
        {"id": 9000014, "order_number": 14, "email": "noah.evans95@example.com", "total_price": "123.95", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-29 20:45:00", "updated_at": "2025-05-29 20:45:00"}
        {"id": 9000015, "order_number": 15, "email": "mia.huber27@example.com", "total_price": "136.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-16 13:35:00", "updated_at": "2025-04-16 13:35:00"}
        {"id": 9000016, "order_number": 16, "email": "david.huber44@example.com", "total_price": "349.93", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-21 14:19:00", "updated_at": "2025-04-21 14:19:00"}
        {"id": 9000017, "order_number": 17, "email": "olga.ivanov36@example.com", "total_price": "363.92", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-23 06:32:00", "updated_at": "2025-04-23 06:32:00"}
        {"id": 9000018, "order_number": 18, "email": "olga.huber91@example.com", "total_price": "260.96", "financial_status": "refunded", "discount_code": null, "created_at": "2025-05-10 12:18:00", "updated_at": "2025-05-10 12:18:00"}
        {"id": 9000019, "order_number": 19, "email": "klara.fischer20@example.com", "total_price": "136.96", "financial_status": "refunded", "discount_code": null, "created_at": "2025-03-15 20:11:00", "updated_at": "2025-03-15 20:11:00"}
        {"id": 9000020, "order_number": 20, "email": "david.fischer39@example.com", "total_price": "317.92", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-18 17:38:00", "updated_at": "2025-04-18 17:38:00"}
        {"id": 9000022, "order_number": 22, "email": "luis.andersen90@example.com", "total_price": "16.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-01 18:29:00", "updated_at": "2025-04-01 18:29:00"}
        {"id": 9000024, "order_number": 24, "email": "greta.jensen54@example.com", "total_price": "172.96", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-23 20:47:00", "updated_at": "2025-05-23 20:47:00"}
        {"id": 9000026, "order_number": 26, "email": "chloe.dubois84@example.com", "total_price": "270.95", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-26 04:27:00", "updated_at": "2025-05-26 04:27:00"}
        {"id": 9000028, "order_number": 28, "email": "greta.evans26@example.com", "total_price": "85.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-04 22:12:00", "updated_at": "2025-04-04 22:12:00"}
        {"id": 9000030, "order_number": 30, "email": "olga.ivanov36@example.com", "total_price": "214.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-29 01:41:00", "updated_at": "2025-03-29 01:41:00"}
        {"id": 9000031, "order_number": 31, "email": "felix.evans103@example.com", "total_price": "86.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-25 17:55:00", "updated_at": "2025-05-25 17:55:00"}
        {"id": 9000032, "order_number": 32, "email": "klara.dubois51@example.com", "total_price": "47.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-09 12:42:00", "updated_at": "2025-05-09 12:42:00"}
        {"id": 9000035, "order_number": 35, "email": "noah.evans95@example.com", "total_price": "47.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-25 16:42:00", "updated_at": "2025-03-25 16:42:00"}
        {"id": 9000036, "order_number": 36, "email": "ada.costa33@example.com", "total_price": "98.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-24 09:17:00", "updated_at": "2025-03-24 09:17:00"}
        {"id": 9000037, "order_number": 37, "email": "rosa.costa105@example.com", "total_price": "202.95", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-23 00:52:00", "updated_at": "2025-03-23 00:52:00"}
        {"id": 9000038, "order_number": 38, "email": "david.ivanov77@example.com", "total_price": "34.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-05 14:22:00", "updated_at": "2025-05-05 14:22:00"}
        {"id": 9000039, "order_number": 39, "email": "david.andersen40@example.com", "total_price": "294.96", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-03-09 02:15:00", "updated_at": "2025-03-09 02:15:00"}
        {"id": 9000040, "order_number": 40, "email": "ines.costa86@example.com", "total_price": "442.93", "financial_status": "refunded", "discount_code": null, "created_at": "2025-03-29 23:57:00", "updated_at": "2025-03-29 23:57:00"}
        {"id": 9000041, "order_number": 41, "email": "ben.jensen12@example.com", "total_price": "28.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-07 23:23:00", "updated_at": "2025-04-07 23:23:00"}
        {"id": 9000042, "order_number": 42, "email": "ines.huber22@example.com", "total_price": "80.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-15 06:41:00", "updated_at": "2025-03-15 06:41:00"}
        {"id": 9000044, "order_number": 44, "email": "felix.costa73@example.com", "total_price": "160.96", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-21 20:31:00", "updated_at": "2025-03-21 20:31:00"}
        {"id": 9000045, "order_number": 45, "email": "greta.huber59@example.com", "total_price": "409.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-21 01:36:00", "updated_at": "2025-04-21 01:36:00"}
        {"id": 9000046, "order_number": 46, "email": "luis.bauer58@example.com", "total_price": "86.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-10 12:02:00", "updated_at": "2025-05-10 12:02:00"}
        {"id": 9000047, "order_number": 47, "email": "klara.evans46@example.com", "total_price": "358.92", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-10 04:39:00", "updated_at": "2025-04-10 04:39:00"}
        {"id": 9000050, "order_number": 50, "email": "mia.huber27@example.com", "total_price": "89.97", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-24 20:59:00", "updated_at": "2025-04-24 20:59:00"}
        {"id": 9000050, "order_number": 50, "email": "mia.huber27@example.com", "total_price": "89.97", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-24 20:59:00", "updated_at": "2025-04-26 20:59:00"}
        {"id": 9000053, "order_number": 53, "email": "ben.dubois38@example.com", "total_price": "199.93", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-15 14:56:00", "updated_at": "2025-05-15 14:56:00"}
        {"id": 9000054, "order_number": 54, "email": "tilda.andersen6@example.com", "total_price": "145.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-04 00:41:00", "updated_at": "2025-03-04 00:41:00"}
        {"id": 9000055, "order_number": 55, "email": "sam.bauer2@example.com", "total_price": "46.99", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-26 06:00:00", "updated_at": "2025-05-26 06:00:00"}
        {"id": 9000056, "order_number": 56, "email": "felix.jensen72@example.com", "total_price": "162.96", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-22 06:04:00", "updated_at": "2025-05-22 06:04:00"}
        {"id": 9000057, "order_number": 57, "email": "tilda.huber21@example.com", "total_price": "47.98", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-03-07 07:31:00", "updated_at": "2025-03-07 07:31:00"}
        {"id": 9000058, "order_number": 58, "email": "jonas.jensen23@example.com", "total_price": "145.95", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-17 07:00:00", "updated_at": "2025-04-17 07:00:00"}
        {"id": 9000059, "order_number": 59, "email": "luis.jensen34@example.com", "total_price": "320.92", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-23 03:27:00", "updated_at": "2025-03-23 03:27:00"}
        {"id": 9000060, "order_number": 60, "email": "yann.garcia42@example.com", "total_price": "352.93", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-03-19 11:17:00", "updated_at": "2025-03-19 11:17:00"}
        {"id": 9000061, "order_number": 61, "email": "david.andersen40@example.com", "total_price": "77.96", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-12 20:02:00", "updated_at": "2025-05-12 20:02:00"}
        {"id": 9000062, "order_number": 62, "email": "tilda.andersen6@example.com", "total_price": "73.98", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-03-14 14:20:00", "updated_at": "2025-03-14 14:20:00"}
        {"id": 9000063, "order_number": 63, "email": "klara.bauer97@example.com", "total_price": "85.98", "financial_status": "refunded", "discount_code": "SPRING10", "created_at": "2025-05-24 05:33:00", "updated_at": "2025-05-24 05:33:00"}
        {"id": 9000064, "order_number": 64, "email": "klara.bauer97@example.com", "total_price": "130.96", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-28 11:36:00", "updated_at": "2025-04-28 11:36:00"}
        {"id": 9000067, "order_number": 67, "email": "sam.andersen74@example.com", "total_price": "60.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-15 14:54:00", "updated_at": "2025-05-15 14:54:00"}
        {"id": 9000069, "order_number": 69, "email": "hugo.bauer15@example.com", "total_price": "281.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-26 10:38:00", "updated_at": "2025-05-26 10:38:00"}
        {"id": 9000070, "order_number": 70, "email": "ada.bauer65@example.com", "total_price": "222.94", "financial_status": "refunded", "discount_code": null, "created_at": "2025-03-17 13:47:00", "updated_at": "2025-03-17 13:47:00"}
        {"id": 9000071, "order_number": 71, "email": "ines.huber22@example.com", "total_price": "50.97", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-13 03:46:00", "updated_at": "2025-04-13 03:46:00"}
        {"id": 9000072, "order_number": 72, "email": "ada.evans106@example.com", "total_price": "142.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-17 19:00:00", "updated_at": "2025-05-17 19:00:00"}
        {"id": 9000073, "order_number": 73, "email": "luis.costa25@example.com", "total_price": "377.94", "financial_status": "refunded", "discount_code": null, "created_at": "2025-03-25 13:06:00", "updated_at": "2025-03-25 13:06:00"}
        {"id": 9000074, "order_number": 74, "email": "hugo.garcia52@example.com", "total_price": "112.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-18 18:18:00", "updated_at": "2025-05-18 18:18:00"}
        {"id": 9000075, "order_number": 75, "email": "david.garcia87@example.com", "total_price": "116.97", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-03-18 12:30:00", "updated_at": "2025-03-18 12:30:00"}
        {"id": 9000075, "order_number": 75, "email": "david.garcia87@example.com", "total_price": "116.97", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-03-18 12:30:00", "updated_at": "2025-03-20 12:30:00"}
        {"id": 9000076, "order_number": 76, "email": "olga.ivanov80@example.com", "total_price": "98.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-19 03:30:00", "updated_at": "2025-05-19 03:30:00"}
        {"id": 9000078, "order_number": 78, "email": "greta.huber82@example.com", "total_price": "224.95", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-13 03:23:00", "updated_at": "2025-05-13 03:23:00"}
        {"id": 9000079, "order_number": 79, "email": "sam.bauer2@example.com", "total_price": "378.93", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-08 20:14:00", "updated_at": "2025-03-08 20:14:00"}
        {"id": 9000080, "order_number": 80, "email": "yann.bauer17@example.com", "total_price": "213.96", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-25 14:20:00", "updated_at": "2025-05-25 14:20:00"}
        {"id": 9000081, "order_number": 81, "email": "mia.bauer61@example.com", "total_price": "130.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-03 06:57:00", "updated_at": "2025-04-03 06:57:00"}
        {"id": 9000082, "order_number": 82, "email": "david.fischer39@example.com", "total_price": "98.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-31 03:45:00", "updated_at": "2025-03-31 03:45:00"}
        {"id": 9000083, "order_number": 83, "email": "yann.garcia42@example.com", "total_price": "230.94", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-12 08:45:00", "updated_at": "2025-05-12 08:45:00"}
        {"id": 9000084, "order_number": 84, "email": "luis.garcia30@example.com", "total_price": "265.95", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-18 21:35:00", "updated_at": "2025-03-18 21:35:00"}
        {"id": 9000085, "order_number": 85, "email": "noah.evans95@example.com", "total_price": "116.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-17 09:26:00", "updated_at": "2025-05-17 09:26:00"}
        {"id": 9000086, "order_number": 86, "email": "klara.bauer60@example.com", "total_price": "218.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-23 10:00:00", "updated_at": "2025-05-23 10:00:00"}
        {"id": 9000087, "order_number": 87, "email": "ben.dubois38@example.com", "total_price": "247.93", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-17 12:14:00", "updated_at": "2025-05-17 12:14:00"}
        {"id": 9000092, "order_number": 92, "email": "chloe.huber78@example.com", "total_price": "296.94", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-10 17:19:00", "updated_at": "2025-05-10 17:19:00"}
        {"id": 9000093, "order_number": 93, "email": "david.costa85@example.com", "total_price": "147.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-18 12:03:00", "updated_at": "2025-03-18 12:03:00"}
        {"id": 9000094, "order_number": 94, "email": "felix.costa73@example.com", "total_price": "197.94", "financial_status": "refunded", "discount_code": "SPRING10", "created_at": "2025-04-29 09:57:00", "updated_at": "2025-04-29 09:57:00"}
        {"id": 9000095, "order_number": 95, "email": "chloe.evans99@example.com", "total_price": "76.96", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-08 12:56:00", "updated_at": "2025-04-08 12:56:00"}
        {"id": 9000098, "order_number": 98, "email": "ines.andersen94@example.com", "total_price": "172.95", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-10 02:49:00", "updated_at": "2025-05-10 02:49:00"}
        {"id": 9000099, "order_number": 99, "email": "chloe.dubois84@example.com", "total_price": "344.91", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-03 11:59:00", "updated_at": "2025-05-03 11:59:00"}
        {"id": 9000102, "order_number": 102, "email": "sam.huber75@example.com", "total_price": "275.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-10 00:12:00", "updated_at": "2025-04-10 00:12:00"}
        {"id": 9000104, "order_number": 104, "email": "klara.ivanov101@example.com", "total_price": "280.93", "financial_status": "refunded", "discount_code": null, "created_at": "2025-05-09 06:48:00", "updated_at": "2025-05-09 06:48:00"}
        {"id": 9000105, "order_number": 105, "email": "rosa.ivanov107@example.com", "total_price": "85.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-18 12:01:00", "updated_at": "2025-04-18 12:01:00"}
        {"id": 9000107, "order_number": 107, "email": "luis.jensen41@example.com", "total_price": "38.99", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-25 08:37:00", "updated_at": "2025-04-25 08:37:00"}
        {"id": 9000108, "order_number": 108, "email": "hugo.bauer100@example.com", "total_price": "222.95", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-27 11:17:00", "updated_at": "2025-03-27 11:17:00"}
        {"id": 9000110, "order_number": 110, "email": "rosa.huber16@example.com", "total_price": "317.94", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-05 07:06:00", "updated_at": "2025-05-05 07:06:00"}
        {"id": 9000111, "order_number": 111, "email": "noah.andersen5@example.com", "total_price": "118.94", "financial_status": "refunded", "discount_code": null, "created_at": "2025-05-26 17:12:00", "updated_at": "2025-05-26 17:12:00"}
        {"id": 9000112, "order_number": 112, "email": "olga.fischer14@example.com", "total_price": "104.97", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-13 20:18:00", "updated_at": "2025-04-13 20:18:00"}
        {"id": 9000113, "order_number": 113, "email": "yann.evans92@example.com", "total_price": "116.97", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-24 01:34:00", "updated_at": "2025-05-24 01:34:00"}
        {"id": 9000114, "order_number": 114, "email": "luis.bauer58@example.com", "total_price": "44.99", "financial_status": "refunded", "discount_code": null, "created_at": "2025-05-28 04:40:00", "updated_at": "2025-05-28 04:40:00"}
        {"id": 9000115, "order_number": 115, "email": "hugo.bauer15@example.com", "total_price": "74.96", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-28 04:17:00", "updated_at": "2025-04-28 04:17:00"}
        {"id": 9000116, "order_number": 116, "email": "klara.fischer20@example.com", "total_price": "278.95", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-26 05:57:00", "updated_at": "2025-03-26 05:57:00"}
        {"id": 9000117, "order_number": 117, "email": "noah.dubois66@example.com", "total_price": "150.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-07 04:11:00", "updated_at": "2025-03-07 04:11:00"}
        {"id": 9000118, "order_number": 118, "email": "paul.dubois56@example.com", "total_price": "109.98", "financial_status": "refunded", "discount_code": "SPRING10", "created_at": "2025-03-25 19:18:00", "updated_at": "2025-03-25 19:18:00"}
        {"id": 9000119, "order_number": 119, "email": "ben.ivanov102@example.com", "total_price": "90.98", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-16 18:03:00", "updated_at": "2025-05-16 18:03:00"}
        {"id": 9000121, "order_number": 121, "email": "felix.garcia98@example.com", "total_price": "418.94", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-03-26 22:19:00", "updated_at": "2025-03-26 22:19:00"}
        {"id": 9000122, "order_number": 122, "email": "jonas.evans104@example.com", "total_price": "86.96", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-02 15:26:00", "updated_at": "2025-04-02 15:26:00"}
        {"id": 9000125, "order_number": 125, "email": "rosa.dubois3@example.com", "total_price": "111.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-24 04:00:00", "updated_at": "2025-03-24 04:00:00"}
        {"id": 9000125, "order_number": 125, "email": "rosa.dubois3@example.com", "total_price": "111.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-24 04:00:00", "updated_at": "2025-03-26 04:00:00"}
        {"id": 9000126, "order_number": 126, "email": "noah.evans95@example.com", "total_price": "204.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-19 18:10:00", "updated_at": "2025-03-19 18:10:00"}
        {"id": 9000127, "order_number": 127, "email": "ada.bauer65@example.com", "total_price": "223.96", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-10 07:32:00", "updated_at": "2025-05-10 07:32:00"}
        {"id": 9000129, "order_number": 129, "email": "david.ivanov77@example.com", "total_price": "88.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-17 10:24:00", "updated_at": "2025-05-17 10:24:00"}
        {"id": 9000130, "order_number": 130, "email": "ines.fischer43@example.com", "total_price": "309.95", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-06 03:05:00", "updated_at": "2025-05-06 03:05:00"}
        {"id": 9000131, "order_number": 131, "email": "sam.bauer2@example.com", "total_price": "315.96", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-04 04:06:00", "updated_at": "2025-04-04 04:06:00"}
        {"id": 9000133, "order_number": 133, "email": "paul.dubois56@example.com", "total_price": "126.93", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-23 12:58:00", "updated_at": "2025-03-23 12:58:00"}
        {"id": 9000134, "order_number": 134, "email": "yann.bauer17@example.com", "total_price": "223.96", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-21 13:43:00", "updated_at": "2025-05-21 13:43:00"}
        {"id": 9000135, "order_number": 135, "email": "greta.huber59@example.com", "total_price": "95.96", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-22 04:11:00", "updated_at": "2025-05-22 04:11:00"}
        {"id": 9000136, "order_number": 136, "email": "chloe.costa31@example.com", "total_price": "60.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-31 11:41:00", "updated_at": "2025-03-31 11:41:00"}
        {"id": 9000137, "order_number": 137, "email": "rosa.ivanov107@example.com", "total_price": "145.96", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-11 00:58:00", "updated_at": "2025-04-11 00:58:00"}
        {"id": 9000139, "order_number": 139, "email": "chloe.evans99@example.com", "total_price": "412.91", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-21 01:22:00", "updated_at": "2025-04-21 01:22:00"}
        {"id": 9000141, "order_number": 141, "email": "felix.evans103@example.com", "total_price": "92.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-15 04:44:00", "updated_at": "2025-03-15 04:44:00"}
        {"id": 9000143, "order_number": 143, "email": "luis.dubois50@example.com", "total_price": "55.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-13 06:09:00", "updated_at": "2025-04-13 06:09:00"}
        {"id": 9000144, "order_number": 144, "email": "hugo.garcia52@example.com", "total_price": "254.95", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-11 01:33:00", "updated_at": "2025-04-11 01:33:00"}
        {"id": 9000146, "order_number": 146, "email": "luis.andersen53@example.com", "total_price": "384.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-18 14:28:00", "updated_at": "2025-03-18 14:28:00"}
        {"id": 9000147, "order_number": 147, "email": "olga.huber91@example.com", "total_price": "86.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-03 20:51:00", "updated_at": "2025-05-03 20:51:00"}
        {"id": 9000148, "order_number": 148, "email": "chloe.evans99@example.com", "total_price": "229.94", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-21 08:35:00", "updated_at": "2025-04-21 08:35:00"}
        {"id": 9000151, "order_number": 151, "email": "sam.huber75@example.com", "total_price": "80.99", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-10 13:06:00", "updated_at": "2025-05-10 13:06:00"}
        {"id": 9000152, "order_number": 152, "email": "klara.costa1@example.com", "total_price": "362.93", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-22 19:36:00", "updated_at": "2025-05-22 19:36:00"}
        {"id": 9000153, "order_number": 153, "email": "ada.huber32@example.com", "total_price": "111.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-09 23:04:00", "updated_at": "2025-03-09 23:04:00"}
        {"id": 9000155, "order_number": 155, "email": "olga.ivanov36@example.com", "total_price": "324.93", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-01 11:07:00", "updated_at": "2025-05-01 11:07:00"}
        {"id": 9000157, "order_number": 157, "email": "ben.dubois76@example.com", "total_price": "28.98", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-04 11:53:00", "updated_at": "2025-04-04 11:53:00"}
        {"id": 9000158, "order_number": 158, "email": "yann.evans92@example.com", "total_price": "68.99", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-22 16:07:00", "updated_at": "2025-04-22 16:07:00"}
        {"id": 9000160, "order_number": 160, "email": "yann.bauer17@example.com", "total_price": "224.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-15 08:23:00", "updated_at": "2025-05-15 08:23:00"}
        {"id": 9000161, "order_number": 161, "email": "hugo.garcia52@example.com", "total_price": "224.96", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-03 01:12:00", "updated_at": "2025-04-03 01:12:00"}
        {"id": 9000164, "order_number": 164, "email": "tilda.andersen6@example.com", "total_price": "51.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-20 15:42:00", "updated_at": "2025-05-20 15:42:00"}
        {"id": 9000167, "order_number": 167, "email": "tilda.andersen6@example.com", "total_price": "77.98", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-27 16:19:00", "updated_at": "2025-05-27 16:19:00"}
        {"id": 9000168, "order_number": 168, "email": "chloe.costa45@example.com", "total_price": "138.97", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-08 11:14:00", "updated_at": "2025-04-08 11:14:00"}
        {"id": 9000169, "order_number": 169, "email": "noah.dubois89@example.com", "total_price": "161.97", "financial_status": "refunded", "discount_code": null, "created_at": "2025-04-11 12:11:00", "updated_at": "2025-04-11 12:11:00"}
        {"id": 9000171, "order_number": 171, "email": "mia.huber27@example.com", "total_price": "135.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-05 22:48:00", "updated_at": "2025-03-05 22:48:00"}
        {"id": 9000172, "order_number": 172, "email": "ben.dubois38@example.com", "total_price": "328.93", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-17 07:12:00", "updated_at": "2025-03-17 07:12:00"}
        {"id": 9000173, "order_number": 173, "email": "klara.evans46@example.com", "total_price": "377.93", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-24 16:48:00", "updated_at": "2025-05-24 16:48:00"}
        {"id": 9000176, "order_number": 176, "email": "mia.andersen7@example.com", "total_price": "167.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-27 00:14:00", "updated_at": "2025-05-27 00:14:00"}
        {"id": 9000178, "order_number": 178, "email": "ben.bauer19@example.com", "total_price": "204.95", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-03-27 18:47:00", "updated_at": "2025-03-27 18:47:00"}
        {"id": 9000179, "order_number": 179, "email": "ben.dubois38@example.com", "total_price": "371.91", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-02 09:09:00", "updated_at": "2025-03-02 09:09:00"}
        {"id": 9000180, "order_number": 180, "email": "david.fischer39@example.com", "total_price": "288.93", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-22 10:18:00", "updated_at": "2025-04-22 10:18:00"}
        {"id": 9000182, "order_number": 182, "email": "hugo.bauer15@example.com", "total_price": "363.93", "financial_status": "refunded", "discount_code": "SPRING10", "created_at": "2025-03-22 16:25:00", "updated_at": "2025-03-22 16:25:00"}
        {"id": 9000183, "order_number": 183, "email": "hugo.bauer15@example.com", "total_price": "215.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-07 22:54:00", "updated_at": "2025-05-07 22:54:00"}
        {"id": 9000184, "order_number": 184, "email": "luis.costa25@example.com", "total_price": "339.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-22 05:57:00", "updated_at": "2025-04-22 05:57:00"}
        {"id": 9000186, "order_number": 186, "email": "ada.evans106@example.com", "total_price": "160.95", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-03-25 06:24:00", "updated_at": "2025-03-25 06:24:00"}
        {"id": 9000187, "order_number": 187, "email": "david.garcia87@example.com", "total_price": "168.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-24 01:38:00", "updated_at": "2025-03-24 01:38:00"}
        {"id": 9000191, "order_number": 191, "email": "olga.garcia28@example.com", "total_price": "262.95", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-17 10:46:00", "updated_at": "2025-03-17 10:46:00"}
        {"id": 9000192, "order_number": 192, "email": "ada.huber32@example.com", "total_price": "392.92", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-12 19:35:00", "updated_at": "2025-04-12 19:35:00"}
        {"id": 9000193, "order_number": 193, "email": "chloe.evans99@example.com", "total_price": "282.94", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-03-10 16:04:00", "updated_at": "2025-03-10 16:04:00"}
        {"id": 9000195, "order_number": 195, "email": "mia.huber27@example.com", "total_price": "258.92", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-02 15:47:00", "updated_at": "2025-03-02 15:47:00"}
        {"id": 9000196, "order_number": 196, "email": "luis.bauer11@example.com", "total_price": "225.96", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-24 05:47:00", "updated_at": "2025-04-24 05:47:00"}
        {"id": 9000197, "order_number": 197, "email": "ines.huber22@example.com", "total_price": "176.97", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-28 00:29:00", "updated_at": "2025-04-28 00:29:00"}
        {"id": 9000198, "order_number": 198, "email": "ines.andersen94@example.com", "total_price": "253.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-07 04:04:00", "updated_at": "2025-03-07 04:04:00"}
        {"id": 9000199, "order_number": 199, "email": "yann.garcia42@example.com", "total_price": "165.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-19 23:35:00", "updated_at": "2025-05-19 23:35:00"}
        {"id": 9000200, "order_number": 200, "email": "chloe.dubois84@example.com", "total_price": "189.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-30 21:16:00", "updated_at": "2025-05-30 21:16:00"}
        {"id": 9000200, "order_number": 200, "email": "chloe.dubois84@example.com", "total_price": "189.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-30 21:16:00", "updated_at": "2025-06-01 21:16:00"}
        {"id": 9000201, "order_number": 201, "email": "felix.jensen72@example.com", "total_price": "211.96", "financial_status": "refunded", "discount_code": null, "created_at": "2025-03-15 23:07:00", "updated_at": "2025-03-15 23:07:00"}
        {"id": 9000202, "order_number": 202, "email": "ines.dubois67@example.com", "total_price": "223.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-19 05:00:00", "updated_at": "2025-04-19 05:00:00"}
        {"id": 9000203, "order_number": 203, "email": "olga.ivanov80@example.com", "total_price": "253.93", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-03-14 05:02:00", "updated_at": "2025-03-14 05:02:00"}
        {"id": 9000205, "order_number": 205, "email": "greta.huber59@example.com", "total_price": "266.92", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-03-21 07:19:00", "updated_at": "2025-03-21 07:19:00"}
        {"id": 9000207, "order_number": 207, "email": "yann.garcia42@example.com", "total_price": "247.96", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-10 02:25:00", "updated_at": "2025-05-10 02:25:00"}
        {"id": 9000208, "order_number": 208, "email": "ada.huber32@example.com", "total_price": "331.95", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-16 17:00:00", "updated_at": "2025-03-16 17:00:00"}
        {"id": 9000209, "order_number": 209, "email": "david.fischer39@example.com", "total_price": "47.98", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-05-03 08:44:00", "updated_at": "2025-05-03 08:44:00"}
        {"id": 9000210, "order_number": 210, "email": "ben.jensen12@example.com", "total_price": "142.95", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-08 16:50:00", "updated_at": "2025-04-08 16:50:00"}
        {"id": 9000211, "order_number": 211, "email": "david.ivanov77@example.com", "total_price": "16.97", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-23 02:00:00", "updated_at": "2025-03-23 02:00:00"}
        {"id": 9000212, "order_number": 212, "email": "klara.costa18@example.com", "total_price": "363.91", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-18 19:47:00", "updated_at": "2025-04-18 19:47:00"}
        {"id": 9000213, "order_number": 213, "email": "noah.ivanov29@example.com", "total_price": "172.96", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-07 13:45:00", "updated_at": "2025-05-07 13:45:00"}
        {"id": 9000214, "order_number": 214, "email": "tilda.ivanov70@example.com", "total_price": "480.92", "financial_status": "paid", "discount_code": null, "created_at": "2025-03-27 16:20:00", "updated_at": "2025-03-27 16:20:00"}
        {"id": 9000215, "order_number": 215, "email": "chloe.costa31@example.com", "total_price": "402.94", "financial_status": "refunded", "discount_code": "SPRING10", "created_at": "2025-04-26 07:49:00", "updated_at": "2025-04-26 07:49:00"}
        {"id": 9000216, "order_number": 216, "email": "klara.costa1@example.com", "total_price": "385.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-04-14 02:18:00", "updated_at": "2025-04-14 02:18:00"}
        {"id": 9000217, "order_number": 217, "email": "felix.evans103@example.com", "total_price": "218.93", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-20 10:20:00", "updated_at": "2025-04-20 10:20:00"}
        {"id": 9000218, "order_number": 218, "email": "tilda.evans9@example.com", "total_price": "48.98", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-25 09:46:00", "updated_at": "2025-05-25 09:46:00"}
        {"id": 9000219, "order_number": 219, "email": "ada.dubois47@example.com", "total_price": "293.94", "financial_status": "paid", "discount_code": null, "created_at": "2025-05-16 17:47:00", "updated_at": "2025-05-16 17:47:00"}
        {"id": 9000220, "order_number": 220, "email": "luis.bauer58@example.com", "total_price": "181.93", "financial_status": "paid", "discount_code": "SPRING10", "created_at": "2025-04-28 18:22:00", "updated_at": "2025-04-28 18:22:00"}

        """##),
    TemplateFile(
      path: "landing/shopify/products.jsonl",
      text: ##"""
        {"id": 8000001, "sku": "COF-001", "title": "House blend", "vendor": "Northroast", "status": "active", "updated_at": "2025-01-01 00:00:00"}
        {"id": 8000002, "sku": "COF-002", "title": "Ethiopia", "vendor": "Northroast", "status": "active", "updated_at": "2025-01-01 00:00:00"}
        {"id": 8000003, "sku": "COF-003", "title": "Decaf", "vendor": "Leaf & Co", "status": "active", "updated_at": "2025-01-01 00:00:00"}
        {"id": 8000004, "sku": "COF-004", "title": "Espresso", "vendor": "Northroast", "status": "active", "updated_at": "2025-01-01 00:00:00"}
        {"id": 8000005, "sku": "TEA-005", "title": "Assam", "vendor": "Northroast", "status": "active", "updated_at": "2025-01-01 00:00:00"}
        {"id": 8000006, "sku": "TEA-006", "title": "Sencha", "vendor": "Leaf & Co", "status": "active", "updated_at": "2025-01-01 00:00:00"}
        {"id": 8000007, "sku": "TEA-007", "title": "Rooibos", "vendor": "Northroast", "status": "archived", "updated_at": "2025-01-01 00:00:00"}
        {"id": 8000008, "sku": "EQU-008", "title": "Grinder", "vendor": "Brewtools", "status": "active", "updated_at": "2025-01-01 00:00:00"}
        {"id": 8000009, "sku": "EQU-009", "title": "Kettle", "vendor": "Northroast", "status": "active", "updated_at": "2025-01-01 00:00:00"}
        {"id": 8000010, "sku": "EQU-010", "title": "Scale", "vendor": "Leaf & Co", "status": "active", "updated_at": "2025-01-01 00:00:00"}
        {"id": 8000011, "sku": "EQU-011", "title": "Filter papers", "vendor": "Brewtools", "status": "active", "updated_at": "2025-01-01 00:00:00"}
        {"id": 8000012, "sku": "MUG-012", "title": "Small mug", "vendor": "Northroast", "status": "active", "updated_at": "2025-01-01 00:00:00"}
        {"id": 8000013, "sku": "MUG-013", "title": "Large mug", "vendor": "Brewtools", "status": "active", "updated_at": "2025-01-01 00:00:00"}

        """##),
    TemplateFile(
      path: "landing/stripe/balance_transactions.jsonl",
      text: ##"""
        {"id": "txn_00001", "type": "charge", "amount": 37795, "fee": 554, "net": 37241, "source": "ch_0001", "currency": "eur", "created": 1745932080}
        {"id": "txn_00002", "type": "charge", "amount": 24193, "fee": 363, "net": 23830, "source": "ch_0002", "currency": "eur", "created": 1741920240}
        {"id": "txn_00003", "type": "charge", "amount": 26892, "fee": 401, "net": 26491, "source": "ch_0003", "currency": "eur", "created": 1748207100}
        {"id": "txn_00004", "type": "refund", "amount": -26892, "fee": 0, "net": -26892, "source": "re_0003", "currency": "eur", "created": 1748898300}
        {"id": "txn_00005", "type": "charge", "amount": 8199, "fee": 139, "net": 8060, "source": "ch_0004", "currency": "eur", "created": 1746905280}
        {"id": "txn_00006", "type": "charge", "amount": 9897, "fee": 163, "net": 9734, "source": "ch_0005", "currency": "eur", "created": 1744694040}
        {"id": "txn_00007", "type": "refund", "amount": -9897, "fee": 0, "net": -9897, "source": "re_0005", "currency": "eur", "created": 1746162840}
        {"id": "txn_00008", "type": "charge", "amount": 11697, "fee": 188, "net": 11509, "source": "ch_0006", "currency": "eur", "created": 1742440560}
        {"id": "txn_00009", "type": "refund", "amount": -11697, "fee": 0, "net": -11697, "source": "re_0006", "currency": "eur", "created": 1743909360}
        {"id": "txn_00010", "type": "charge", "amount": 12196, "fee": 195, "net": 12001, "source": "ch_0007", "currency": "eur", "created": 1742986380}
        {"id": "txn_00011", "type": "charge", "amount": 23295, "fee": 351, "net": 22944, "source": "ch_0008", "currency": "eur", "created": 1746752040}
        {"id": "txn_00012", "type": "charge", "amount": 26495, "fee": 395, "net": 26100, "source": "ch_0009", "currency": "eur", "created": 1746233820}
        {"id": "txn_00013", "type": "charge", "amount": 7398, "fee": 128, "net": 7270, "source": "ch_0010", "currency": "eur", "created": 1746777600}
        {"id": "txn_00014", "type": "charge", "amount": 6098, "fee": 110, "net": 5988, "source": "ch_0011", "currency": "eur", "created": 1741474380}
        {"id": "txn_00015", "type": "refund", "amount": -6098, "fee": 0, "net": -6098, "source": "re_0011", "currency": "eur", "created": 1742338380}
        {"id": "txn_00016", "type": "charge", "amount": 45492, "fee": 661, "net": 44831, "source": "ch_0012", "currency": "eur", "created": 1748231340}
        {"id": "txn_00017", "type": "charge", "amount": 5695, "fee": 104, "net": 5591, "source": "ch_0013", "currency": "eur", "created": 1744104900}
        {"id": "txn_00018", "type": "charge", "amount": 12395, "fee": 198, "net": 12197, "source": "ch_0014", "currency": "eur", "created": 1748551500}
        {"id": "txn_00019", "type": "charge", "amount": 13694, "fee": 216, "net": 13478, "source": "ch_0015", "currency": "eur", "created": 1744810500}
        {"id": "txn_00020", "type": "charge", "amount": 34993, "fee": 514, "net": 34479, "source": "ch_0016", "currency": "eur", "created": 1745245140}
        {"id": "txn_00021", "type": "charge", "amount": 36392, "fee": 534, "net": 35858, "source": "ch_0017", "currency": "eur", "created": 1745389920}
        {"id": "txn_00022", "type": "charge", "amount": 26096, "fee": 390, "net": 25706, "source": "ch_0018", "currency": "eur", "created": 1746879480}
        {"id": "txn_00023", "type": "refund", "amount": -26096, "fee": 0, "net": -26096, "source": "re_0018", "currency": "eur", "created": 1748175480}
        {"id": "txn_00024", "type": "charge", "amount": 13696, "fee": 216, "net": 13480, "source": "ch_0019", "currency": "eur", "created": 1742069460}
        {"id": "txn_00025", "type": "refund", "amount": -13696, "fee": 0, "net": -13696, "source": "re_0019", "currency": "eur", "created": 1742933460}
        {"id": "txn_00026", "type": "charge", "amount": 31792, "fee": 470, "net": 31322, "source": "ch_0020", "currency": "eur", "created": 1744997880}
        {"id": "txn_00027", "type": "charge", "amount": 27395, "fee": 408, "net": 26987, "source": "ch_0021", "currency": "eur", "created": 1741308540}
        {"id": "txn_00028", "type": "charge", "amount": 1697, "fee": 48, "net": 1649, "source": "ch_0022", "currency": "eur", "created": 1743532140}
        {"id": "txn_00029", "type": "charge", "amount": 16296, "fee": 253, "net": 16043, "source": "ch_0023", "currency": "eur", "created": 1742688720}
        {"id": "txn_00030", "type": "charge", "amount": 17296, "fee": 267, "net": 17029, "source": "ch_0024", "currency": "eur", "created": 1748033220}
        {"id": "txn_00031", "type": "charge", "amount": 5297, "fee": 99, "net": 5198, "source": "ch_0025", "currency": "eur", "created": 1744409700}
        {"id": "txn_00032", "type": "refund", "amount": -5297, "fee": 0, "net": -5297, "source": "re_0025", "currency": "eur", "created": 1744928100}
        {"id": "txn_00033", "type": "charge", "amount": 27095, "fee": 404, "net": 26691, "source": "ch_0026", "currency": "eur", "created": 1748233620}
        {"id": "txn_00034", "type": "charge", "amount": 14197, "fee": 223, "net": 13974, "source": "ch_0027", "currency": "eur", "created": 1748388060}
        {"id": "txn_00035", "type": "charge", "amount": 19996, "fee": 304, "net": 19692, "source": "ch_0029", "currency": "eur", "created": 1742894820}
        {"id": "txn_00036", "type": "charge", "amount": 21494, "fee": 325, "net": 21169, "source": "ch_0030", "currency": "eur", "created": 1743212460}
        {"id": "txn_00037", "type": "charge", "amount": 8698, "fee": 146, "net": 8552, "source": "ch_0031", "currency": "eur", "created": 1748195700}
        {"id": "txn_00038", "type": "charge", "amount": 4797, "fee": 92, "net": 4705, "source": "ch_0032", "currency": "eur", "created": 1746794520}
        {"id": "txn_00039", "type": "charge", "amount": 18397, "fee": 282, "net": 18115, "source": "ch_0033", "currency": "eur", "created": 1742512020}
        {"id": "txn_00040", "type": "charge", "amount": 25694, "fee": 384, "net": 25310, "source": "ch_0034", "currency": "eur", "created": 1745109000}
        {"id": "txn_00041", "type": "charge", "amount": 4798, "fee": 92, "net": 4706, "source": "ch_0035", "currency": "eur", "created": 1742920920}
        {"id": "txn_00042", "type": "charge", "amount": 9897, "fee": 163, "net": 9734, "source": "ch_0036", "currency": "eur", "created": 1742807820}
        {"id": "txn_00043", "type": "charge", "amount": 20295, "fee": 309, "net": 19986, "source": "ch_0037", "currency": "eur", "created": 1742691120}
        {"id": "txn_00044", "type": "refund", "amount": -20295, "fee": 0, "net": -20295, "source": "re_0037", "currency": "eur", "created": 1742950320}
        {"id": "txn_00045", "type": "charge", "amount": 3497, "fee": 73, "net": 3424, "source": "ch_0038", "currency": "eur", "created": 1746454920}
        {"id": "txn_00046", "type": "charge", "amount": 29496, "fee": 437, "net": 29059, "source": "ch_0039", "currency": "eur", "created": 1741486500}
        {"id": "txn_00047", "type": "charge", "amount": 44293, "fee": 645, "net": 43648, "source": "ch_0040", "currency": "eur", "created": 1743292620}
        {"id": "txn_00048", "type": "refund", "amount": -44293, "fee": 0, "net": -44293, "source": "re_0040", "currency": "eur", "created": 1743897420}
        {"id": "txn_00049", "type": "charge", "amount": 2898, "fee": 65, "net": 2833, "source": "ch_0041", "currency": "eur", "created": 1744068180}
        {"id": "txn_00050", "type": "refund", "amount": -2898, "fee": 0, "net": -2898, "source": "re_0041", "currency": "eur", "created": 1745623380}
        {"id": "txn_00051", "type": "charge", "amount": 8097, "fee": 138, "net": 7959, "source": "ch_0042", "currency": "eur", "created": 1742020860}
        {"id": "txn_00052", "type": "charge", "amount": 23793, "fee": 358, "net": 23435, "source": "ch_0043", "currency": "eur", "created": 1745652300}
        {"id": "txn_00053", "type": "charge", "amount": 16096, "fee": 250, "net": 15846, "source": "ch_0044", "currency": "eur", "created": 1742589060}
        {"id": "txn_00054", "type": "charge", "amount": 40994, "fee": 598, "net": 40396, "source": "ch_0045", "currency": "eur", "created": 1745199360}
        {"id": "txn_00055", "type": "charge", "amount": 8697, "fee": 146, "net": 8551, "source": "ch_0046", "currency": "eur", "created": 1746878520}
        {"id": "txn_00056", "type": "charge", "amount": 35892, "fee": 527, "net": 35365, "source": "ch_0047", "currency": "eur", "created": 1744259940}
        {"id": "txn_00057", "type": "charge", "amount": 7798, "fee": 134, "net": 7664, "source": "ch_0048", "currency": "eur", "created": 1743137580}
        {"id": "txn_00058", "type": "charge", "amount": 17096, "fee": 264, "net": 16832, "source": "ch_0049", "currency": "eur", "created": 1743420360}
        {"id": "txn_00059", "type": "charge", "amount": 8997, "fee": 150, "net": 8847, "source": "ch_0050", "currency": "eur", "created": 1745528340}
        {"id": "txn_00060", "type": "charge", "amount": 30594, "fee": 453, "net": 30141, "source": "ch_0051", "currency": "eur", "created": 1741778580}
        {"id": "txn_00061", "type": "charge", "amount": 27794, "fee": 414, "net": 27380, "source": "ch_0052", "currency": "eur", "created": 1747146720}
        {"id": "txn_00062", "type": "charge", "amount": 19993, "fee": 304, "net": 19689, "source": "ch_0053", "currency": "eur", "created": 1747320960}
        {"id": "txn_00063", "type": "charge", "amount": 14598, "fee": 229, "net": 14369, "source": "ch_0054", "currency": "eur", "created": 1741048860}
        {"id": "txn_00064", "type": "charge", "amount": 4699, "fee": 90, "net": 4609, "source": "ch_0055", "currency": "eur", "created": 1748239200}
        {"id": "txn_00065", "type": "charge", "amount": 16296, "fee": 253, "net": 16043, "source": "ch_0056", "currency": "eur", "created": 1747893840}
        {"id": "txn_00066", "type": "charge", "amount": 4798, "fee": 92, "net": 4706, "source": "ch_0057", "currency": "eur", "created": 1741332660}
        {"id": "txn_00067", "type": "charge", "amount": 14595, "fee": 229, "net": 14366, "source": "ch_0058", "currency": "eur", "created": 1744873200}
        {"id": "txn_00068", "type": "charge", "amount": 32092, "fee": 474, "net": 31618, "source": "ch_0059", "currency": "eur", "created": 1742700420}
        {"id": "txn_00069", "type": "charge", "amount": 35293, "fee": 519, "net": 34774, "source": "ch_0060", "currency": "eur", "created": 1742383020}
        {"id": "txn_00070", "type": "charge", "amount": 7796, "fee": 134, "net": 7662, "source": "ch_0061", "currency": "eur", "created": 1747080120}
        {"id": "txn_00071", "type": "charge", "amount": 7398, "fee": 128, "net": 7270, "source": "ch_0062", "currency": "eur", "created": 1741962000}
        {"id": "txn_00072", "type": "charge", "amount": 8598, "fee": 145, "net": 8453, "source": "ch_0063", "currency": "eur", "created": 1748064780}
        {"id": "txn_00073", "type": "refund", "amount": -8598, "fee": 0, "net": -8598, "source": "re_0063", "currency": "eur", "created": 1748237580}
        {"id": "txn_00074", "type": "charge", "amount": 13096, "fee": 208, "net": 12888, "source": "ch_0064", "currency": "eur", "created": 1745840160}
        {"id": "txn_00075", "type": "charge", "amount": 29294, "fee": 435, "net": 28859, "source": "ch_0065", "currency": "eur", "created": 1742892360}
        {"id": "txn_00076", "type": "charge", "amount": 22296, "fee": 337, "net": 21959, "source": "ch_0066", "currency": "eur", "created": 1744120920}
        {"id": "txn_00077", "type": "charge", "amount": 6098, "fee": 110, "net": 5988, "source": "ch_0067", "currency": "eur", "created": 1747320840}
        {"id": "txn_00078", "type": "charge", "amount": 41092, "fee": 600, "net": 40492, "source": "ch_0068", "currency": "eur", "created": 1742324700}
        {"id": "txn_00079", "type": "charge", "amount": 28194, "fee": 419, "net": 27775, "source": "ch_0069", "currency": "eur", "created": 1748255880}
        {"id": "txn_00080", "type": "charge", "amount": 22294, "fee": 337, "net": 21957, "source": "ch_0070", "currency": "eur", "created": 1742219220}
        {"id": "txn_00081", "type": "refund", "amount": -22294, "fee": 0, "net": -22294, "source": "re_0070", "currency": "eur", "created": 1743688020}
        {"id": "txn_00082", "type": "charge", "amount": 5097, "fee": 96, "net": 5001, "source": "ch_0071", "currency": "eur", "created": 1744515960}
        {"id": "txn_00083", "type": "charge", "amount": 14297, "fee": 225, "net": 14072, "source": "ch_0072", "currency": "eur", "created": 1747508400}
        {"id": "txn_00084", "type": "charge", "amount": 37794, "fee": 554, "net": 37240, "source": "ch_0073", "currency": "eur", "created": 1742907960}
        {"id": "txn_00085", "type": "refund", "amount": -37794, "fee": 0, "net": -37794, "source": "re_0073", "currency": "eur", "created": 1743512760}
        {"id": "txn_00086", "type": "charge", "amount": 11294, "fee": 183, "net": 11111, "source": "ch_0074", "currency": "eur", "created": 1747592280}
        {"id": "txn_00087", "type": "charge", "amount": 11697, "fee": 188, "net": 11509, "source": "ch_0075", "currency": "eur", "created": 1742301000}
        {"id": "txn_00088", "type": "charge", "amount": 9897, "fee": 163, "net": 9734, "source": "ch_0076", "currency": "eur", "created": 1747625400}
        {"id": "txn_00089", "type": "charge", "amount": 45391, "fee": 660, "net": 44731, "source": "ch_0077", "currency": "eur", "created": 1742138460}
        {"id": "txn_00090", "type": "charge", "amount": 22495, "fee": 339, "net": 22156, "source": "ch_0078", "currency": "eur", "created": 1747106580}
        {"id": "txn_00091", "type": "charge", "amount": 37893, "fee": 555, "net": 37338, "source": "ch_0079", "currency": "eur", "created": 1741464840}
        {"id": "txn_00092", "type": "refund", "amount": -37893, "fee": 0, "net": -37893, "source": "re_0079", "currency": "eur", "created": 1742588040}
        {"id": "txn_00093", "type": "charge", "amount": 21396, "fee": 324, "net": 21072, "source": "ch_0080", "currency": "eur", "created": 1748182800}
        {"id": "txn_00094", "type": "refund", "amount": -10698, "fee": 0, "net": -10698, "source": "re_0080", "currency": "eur", "created": 1749392400}
        {"id": "txn_00095", "type": "charge", "amount": 13098, "fee": 208, "net": 12890, "source": "ch_0081", "currency": "eur", "created": 1743663420}
        {"id": "txn_00096", "type": "charge", "amount": 9897, "fee": 163, "net": 9734, "source": "ch_0082", "currency": "eur", "created": 1743392700}
        {"id": "txn_00097", "type": "charge", "amount": 23094, "fee": 348, "net": 22746, "source": "ch_0083", "currency": "eur", "created": 1747039500}
        {"id": "txn_00098", "type": "charge", "amount": 26595, "fee": 397, "net": 26198, "source": "ch_0084", "currency": "eur", "created": 1742333700}
        {"id": "txn_00099", "type": "charge", "amount": 11697, "fee": 188, "net": 11509, "source": "ch_0085", "currency": "eur", "created": 1747473960}
        {"id": "txn_00100", "type": "charge", "amount": 21897, "fee": 331, "net": 21566, "source": "ch_0086", "currency": "eur", "created": 1747994400}
        {"id": "txn_00101", "type": "charge", "amount": 24793, "fee": 372, "net": 24421, "source": "ch_0087", "currency": "eur", "created": 1747484040}
        {"id": "txn_00102", "type": "charge", "amount": 16195, "fee": 251, "net": 15944, "source": "ch_0088", "currency": "eur", "created": 1745790960}
        {"id": "txn_00103", "type": "charge", "amount": 14094, "fee": 222, "net": 13872, "source": "ch_0089", "currency": "eur", "created": 1744195380}
        {"id": "txn_00104", "type": "charge", "amount": 28696, "fee": 426, "net": 28270, "source": "ch_0090", "currency": "eur", "created": 1743585240}
        {"id": "txn_00105", "type": "charge", "amount": 25895, "fee": 387, "net": 25508, "source": "ch_0091", "currency": "eur", "created": 1741188540}
        {"id": "txn_00106", "type": "charge", "amount": 29694, "fee": 440, "net": 29254, "source": "ch_0092", "currency": "eur", "created": 1746897540}
        {"id": "txn_00107", "type": "charge", "amount": 14794, "fee": 232, "net": 14562, "source": "ch_0093", "currency": "eur", "created": 1742299380}
        {"id": "txn_00108", "type": "charge", "amount": 19794, "fee": 302, "net": 19492, "source": "ch_0094", "currency": "eur", "created": 1745920620}
        {"id": "txn_00109", "type": "refund", "amount": -19794, "fee": 0, "net": -19794, "source": "re_0094", "currency": "eur", "created": 1747562220}
        {"id": "txn_00110", "type": "charge", "amount": 7696, "fee": 132, "net": 7564, "source": "ch_0095", "currency": "eur", "created": 1744116960}
        {"id": "txn_00111", "type": "charge", "amount": 3699, "fee": 76, "net": 3623, "source": "ch_0096", "currency": "eur", "created": 1746137700}
        {"id": "txn_00112", "type": "refund", "amount": -3699, "fee": 0, "net": -3699, "source": "re_0096", "currency": "eur", "created": 1746224100}
        {"id": "txn_00113", "type": "charge", "amount": 1697, "fee": 48, "net": 1649, "source": "ch_0097", "currency": "eur", "created": 1746530760}
        {"id": "txn_00114", "type": "charge", "amount": 17295, "fee": 267, "net": 17028, "source": "ch_0098", "currency": "eur", "created": 1746845340}
        {"id": "txn_00115", "type": "charge", "amount": 34491, "fee": 507, "net": 33984, "source": "ch_0099", "currency": "eur", "created": 1746273540}
        {"id": "txn_00116", "type": "charge", "amount": 28095, "fee": 418, "net": 27677, "source": "ch_0100", "currency": "eur", "created": 1747179540}
        {"id": "txn_00117", "type": "charge", "amount": 29395, "fee": 436, "net": 28959, "source": "ch_0101", "currency": "eur", "created": 1748533020}
        {"id": "txn_00118", "type": "charge", "amount": 27594, "fee": 411, "net": 27183, "source": "ch_0102", "currency": "eur", "created": 1744243920}
        {"id": "txn_00119", "type": "charge", "amount": 29994, "fee": 444, "net": 29550, "source": "ch_0103", "currency": "eur", "created": 1747143480}
        {"id": "txn_00120", "type": "charge", "amount": 28093, "fee": 418, "net": 27675, "source": "ch_0104", "currency": "eur", "created": 1746773280}
        {"id": "txn_00121", "type": "refund", "amount": -28093, "fee": 0, "net": -28093, "source": "re_0104", "currency": "eur", "created": 1748328480}
        {"id": "txn_00122", "type": "charge", "amount": 8598, "fee": 145, "net": 8453, "source": "ch_0105", "currency": "eur", "created": 1744977660}
        {"id": "txn_00123", "type": "charge", "amount": 12497, "fee": 199, "net": 12298, "source": "ch_0106", "currency": "eur", "created": 1747612920}
        {"id": "txn_00124", "type": "charge", "amount": 3899, "fee": 79, "net": 3820, "source": "ch_0107", "currency": "eur", "created": 1745570220}
        {"id": "txn_00125", "type": "charge", "amount": 22295, "fee": 337, "net": 21958, "source": "ch_0108", "currency": "eur", "created": 1743074220}
        {"id": "txn_00126", "type": "charge", "amount": 24896, "fee": 373, "net": 24523, "source": "ch_0109", "currency": "eur", "created": 1743780480}
        {"id": "txn_00127", "type": "charge", "amount": 31794, "fee": 470, "net": 31324, "source": "ch_0110", "currency": "eur", "created": 1746428760}
        {"id": "txn_00128", "type": "charge", "amount": 11894, "fee": 191, "net": 11703, "source": "ch_0111", "currency": "eur", "created": 1748279520}
        {"id": "txn_00129", "type": "refund", "amount": -11894, "fee": 0, "net": -11894, "source": "re_0111", "currency": "eur", "created": 1748365920}
        {"id": "txn_00130", "type": "charge", "amount": 10497, "fee": 171, "net": 10326, "source": "ch_0112", "currency": "eur", "created": 1744575480}
        {"id": "txn_00131", "type": "charge", "amount": 11697, "fee": 188, "net": 11509, "source": "ch_0113", "currency": "eur", "created": 1748050440}
        {"id": "txn_00132", "type": "charge", "amount": 4499, "fee": 87, "net": 4412, "source": "ch_0114", "currency": "eur", "created": 1748407200}
        {"id": "txn_00133", "type": "refund", "amount": -4499, "fee": 0, "net": -4499, "source": "re_0114", "currency": "eur", "created": 1749357600}
        {"id": "txn_00134", "type": "charge", "amount": 7496, "fee": 129, "net": 7367, "source": "ch_0115", "currency": "eur", "created": 1745813820}
        {"id": "txn_00135", "type": "charge", "amount": 27895, "fee": 415, "net": 27480, "source": "ch_0116", "currency": "eur", "created": 1742968620}
        {"id": "txn_00136", "type": "charge", "amount": 15097, "fee": 236, "net": 14861, "source": "ch_0117", "currency": "eur", "created": 1741320660}
        {"id": "txn_00137", "type": "refund", "amount": -15097, "fee": 0, "net": -15097, "source": "re_0117", "currency": "eur", "created": 1741666260}
        {"id": "txn_00138", "type": "charge", "amount": 10998, "fee": 178, "net": 10820, "source": "ch_0118", "currency": "eur", "created": 1742930280}
        {"id": "txn_00139", "type": "refund", "amount": -10998, "fee": 0, "net": -10998, "source": "re_0118", "currency": "eur", "created": 1744226280}
        {"id": "txn_00140", "type": "charge", "amount": 9098, "fee": 152, "net": 8946, "source": "ch_0119", "currency": "eur", "created": 1747418580}
        {"id": "txn_00141", "type": "charge", "amount": 8698, "fee": 146, "net": 8552, "source": "ch_0120", "currency": "eur", "created": 1742290140}
        {"id": "txn_00142", "type": "refund", "amount": -4349, "fee": 0, "net": -4349, "source": "re_0120", "currency": "eur", "created": 1743672540}
        {"id": "txn_00143", "type": "charge", "amount": 41894, "fee": 611, "net": 41283, "source": "ch_0121", "currency": "eur", "created": 1743027540}
        {"id": "txn_00144", "type": "charge", "amount": 8696, "fee": 146, "net": 8550, "source": "ch_0122", "currency": "eur", "created": 1743607560}
        {"id": "txn_00145", "type": "charge", "amount": 31092, "fee": 460, "net": 30632, "source": "ch_0123", "currency": "eur", "created": 1748625540}
        {"id": "txn_00146", "type": "charge", "amount": 22493, "fee": 339, "net": 22154, "source": "ch_0124", "currency": "eur", "created": 1742798160}
        {"id": "txn_00147", "type": "charge", "amount": 11198, "fee": 181, "net": 11017, "source": "ch_0125", "currency": "eur", "created": 1742788800}
        {"id": "txn_00148", "type": "charge", "amount": 20494, "fee": 311, "net": 20183, "source": "ch_0126", "currency": "eur", "created": 1742407800}
        {"id": "txn_00149", "type": "charge", "amount": 22396, "fee": 338, "net": 22058, "source": "ch_0127", "currency": "eur", "created": 1746862320}
        {"id": "txn_00150", "type": "charge", "amount": 9697, "fee": 160, "net": 9537, "source": "ch_0128", "currency": "eur", "created": 1744507320}
        {"id": "txn_00151", "type": "charge", "amount": 8897, "fee": 149, "net": 8748, "source": "ch_0129", "currency": "eur", "created": 1747477440}
        {"id": "txn_00152", "type": "charge", "amount": 30995, "fee": 458, "net": 30537, "source": "ch_0130", "currency": "eur", "created": 1746500700}
        {"id": "txn_00153", "type": "charge", "amount": 31596, "fee": 467, "net": 31129, "source": "ch_0131", "currency": "eur", "created": 1743739560}
        {"id": "txn_00154", "type": "charge", "amount": 37393, "fee": 548, "net": 36845, "source": "ch_0132", "currency": "eur", "created": 1747680960}
        {"id": "txn_00155", "type": "charge", "amount": 12693, "fee": 202, "net": 12491, "source": "ch_0133", "currency": "eur", "created": 1742734680}
        {"id": "txn_00156", "type": "charge", "amount": 9596, "fee": 159, "net": 9437, "source": "ch_0135", "currency": "eur", "created": 1747887060}
        {"id": "txn_00157", "type": "charge", "amount": 6098, "fee": 110, "net": 5988, "source": "ch_0136", "currency": "eur", "created": 1743421260}
        {"id": "txn_00158", "type": "charge", "amount": 14596, "fee": 229, "net": 14367, "source": "ch_0137", "currency": "eur", "created": 1744333080}
        {"id": "txn_00159", "type": "charge", "amount": 23494, "fee": 353, "net": 23141, "source": "ch_0138", "currency": "eur", "created": 1745720340}
        {"id": "txn_00160", "type": "charge", "amount": 41291, "fee": 603, "net": 40688, "source": "ch_0139", "currency": "eur", "created": 1745198520}
        {"id": "txn_00161", "type": "charge", "amount": 22494, "fee": 339, "net": 22155, "source": "ch_0140", "currency": "eur", "created": 1745971260}
        {"id": "txn_00162", "type": "charge", "amount": 9297, "fee": 155, "net": 9142, "source": "ch_0141", "currency": "eur", "created": 1742013840}
        {"id": "txn_00163", "type": "charge", "amount": 38294, "fee": 561, "net": 37733, "source": "ch_0142", "currency": "eur", "created": 1741074720}
        {"id": "txn_00164", "type": "charge", "amount": 5597, "fee": 103, "net": 5494, "source": "ch_0143", "currency": "eur", "created": 1744524540}
        {"id": "txn_00165", "type": "charge", "amount": 47590, "fee": 691, "net": 46899, "source": "ch_0145", "currency": "eur", "created": 1747908300}
        {"id": "txn_00166", "type": "charge", "amount": 38494, "fee": 563, "net": 37931, "source": "ch_0146", "currency": "eur", "created": 1742308080}
        {"id": "txn_00167", "type": "charge", "amount": 8698, "fee": 146, "net": 8552, "source": "ch_0147", "currency": "eur", "created": 1746305460}
        {"id": "txn_00168", "type": "charge", "amount": 22994, "fee": 346, "net": 22648, "source": "ch_0148", "currency": "eur", "created": 1745224500}
        {"id": "txn_00169", "type": "charge", "amount": 32192, "fee": 475, "net": 31717, "source": "ch_0149", "currency": "eur", "created": 1744550280}
        {"id": "txn_00170", "type": "charge", "amount": 20395, "fee": 310, "net": 20085, "source": "ch_0150", "currency": "eur", "created": 1741132260}
        {"id": "txn_00171", "type": "charge", "amount": 8099, "fee": 138, "net": 7961, "source": "ch_0151", "currency": "eur", "created": 1746882360}
        {"id": "txn_00172", "type": "charge", "amount": 36293, "fee": 533, "net": 35760, "source": "ch_0152", "currency": "eur", "created": 1747942560}
        {"id": "txn_00173", "type": "charge", "amount": 11198, "fee": 181, "net": 11017, "source": "ch_0153", "currency": "eur", "created": 1741561440}
        {"id": "txn_00174", "type": "charge", "amount": 41794, "fee": 610, "net": 41184, "source": "ch_0154", "currency": "eur", "created": 1741388280}
        {"id": "txn_00175", "type": "charge", "amount": 32493, "fee": 479, "net": 32014, "source": "ch_0155", "currency": "eur", "created": 1746097620}
        {"id": "txn_00176", "type": "charge", "amount": 41990, "fee": 612, "net": 41378, "source": "ch_0156", "currency": "eur", "created": 1745822940}
        {"id": "txn_00177", "type": "charge", "amount": 2898, "fee": 65, "net": 2833, "source": "ch_0157", "currency": "eur", "created": 1743767580}
        {"id": "txn_00178", "type": "charge", "amount": 6899, "fee": 121, "net": 6778, "source": "ch_0158", "currency": "eur", "created": 1745338020}
        {"id": "txn_00179", "type": "charge", "amount": 28695, "fee": 426, "net": 28269, "source": "ch_0159", "currency": "eur", "created": 1741408980}
        {"id": "txn_00180", "type": "refund", "amount": -28695, "fee": 0, "net": -28695, "source": "re_0159", "currency": "eur", "created": 1742272980}
        {"id": "txn_00181", "type": "charge", "amount": 22494, "fee": 339, "net": 22155, "source": "ch_0160", "currency": "eur", "created": 1747297380}
        {"id": "txn_00182", "type": "refund", "amount": -11247, "fee": 0, "net": -11247, "source": "re_0160", "currency": "eur", "created": 1747383780}
        {"id": "txn_00183", "type": "charge", "amount": 22496, "fee": 339, "net": 22157, "source": "ch_0161", "currency": "eur", "created": 1743642720}
        {"id": "txn_00184", "type": "charge", "amount": 40692, "fee": 594, "net": 40098, "source": "ch_0162", "currency": "eur", "created": 1746826560}
        {"id": "txn_00185", "type": "charge", "amount": 13096, "fee": 208, "net": 12888, "source": "ch_0163", "currency": "eur", "created": 1746143700}
        {"id": "txn_00186", "type": "charge", "amount": 5198, "fee": 97, "net": 5101, "source": "ch_0164", "currency": "eur", "created": 1747755720}
        {"id": "txn_00187", "type": "charge", "amount": 51793, "fee": 750, "net": 51043, "source": "ch_0165", "currency": "eur", "created": 1746768060}
        {"id": "txn_00188", "type": "charge", "amount": 21092, "fee": 320, "net": 20772, "source": "ch_0166", "currency": "eur", "created": 1744829940}
        {"id": "txn_00189", "type": "charge", "amount": 7798, "fee": 134, "net": 7664, "source": "ch_0167", "currency": "eur", "created": 1748362740}
        {"id": "txn_00190", "type": "charge", "amount": 13897, "fee": 219, "net": 13678, "source": "ch_0168", "currency": "eur", "created": 1744110840}
        {"id": "txn_00191", "type": "charge", "amount": 16197, "fee": 251, "net": 15946, "source": "ch_0169", "currency": "eur", "created": 1744373460}
        {"id": "txn_00192", "type": "refund", "amount": -16197, "fee": 0, "net": -16197, "source": "re_0169", "currency": "eur", "created": 1745928660}
        {"id": "txn_00193", "type": "charge", "amount": 28695, "fee": 426, "net": 28269, "source": "ch_0170", "currency": "eur", "created": 1742090880}
        {"id": "txn_00194", "type": "refund", "amount": -28695, "fee": 0, "net": -28695, "source": "re_0170", "currency": "eur", "created": 1743473280}
        {"id": "txn_00195", "type": "charge", "amount": 13598, "fee": 215, "net": 13383, "source": "ch_0171", "currency": "eur", "created": 1741214880}
        {"id": "txn_00196", "type": "refund", "amount": -13598, "fee": 0, "net": -13598, "source": "re_0171", "currency": "eur", "created": 1741560480}
        {"id": "txn_00197", "type": "charge", "amount": 32893, "fee": 485, "net": 32408, "source": "ch_0172", "currency": "eur", "created": 1742195520}
        {"id": "txn_00198", "type": "charge", "amount": 37793, "fee": 554, "net": 37239, "source": "ch_0173", "currency": "eur", "created": 1748105280}
        {"id": "txn_00199", "type": "charge", "amount": 22296, "fee": 337, "net": 21959, "source": "ch_0174", "currency": "eur", "created": 1745005740}
        {"id": "txn_00200", "type": "charge", "amount": 10195, "fee": 167, "net": 10028, "source": "ch_0175", "currency": "eur", "created": 1742684160}
        {"id": "txn_00201", "type": "charge", "amount": 16797, "fee": 260, "net": 16537, "source": "ch_0176", "currency": "eur", "created": 1748304840}
        {"id": "txn_00202", "type": "charge", "amount": 2096, "fee": 54, "net": 2042, "source": "ch_0177", "currency": "eur", "created": 1744329960}
        {"id": "txn_00203", "type": "charge", "amount": 20495, "fee": 311, "net": 20184, "source": "ch_0178", "currency": "eur", "created": 1743101220}
        {"id": "txn_00204", "type": "charge", "amount": 37191, "fee": 545, "net": 36646, "source": "ch_0179", "currency": "eur", "created": 1740906540}
        {"id": "txn_00205", "type": "charge", "amount": 28893, "fee": 429, "net": 28464, "source": "ch_0180", "currency": "eur", "created": 1745317080}
        {"id": "txn_00206", "type": "charge", "amount": 38394, "fee": 562, "net": 37832, "source": "ch_0181", "currency": "eur", "created": 1745427600}
        {"id": "txn_00207", "type": "charge", "amount": 36393, "fee": 534, "net": 35859, "source": "ch_0182", "currency": "eur", "created": 1742660700}
        {"id": "txn_00208", "type": "refund", "amount": -36393, "fee": 0, "net": -36393, "source": "re_0182", "currency": "eur", "created": 1743351900}
        {"id": "txn_00209", "type": "charge", "amount": 21594, "fee": 327, "net": 21267, "source": "ch_0183", "currency": "eur", "created": 1746658440}
        {"id": "txn_00210", "type": "refund", "amount": -21594, "fee": 0, "net": -21594, "source": "re_0183", "currency": "eur", "created": 1748127240}
        {"id": "txn_00211", "type": "charge", "amount": 33994, "fee": 500, "net": 33494, "source": "ch_0184", "currency": "eur", "created": 1745301420}
        {"id": "txn_00212", "type": "charge", "amount": 20394, "fee": 310, "net": 20084, "source": "ch_0185", "currency": "eur", "created": 1748648400}
        {"id": "txn_00213", "type": "charge", "amount": 16095, "fee": 250, "net": 15845, "source": "ch_0186", "currency": "eur", "created": 1742883840}
        {"id": "txn_00214", "type": "charge", "amount": 16897, "fee": 261, "net": 16636, "source": "ch_0187", "currency": "eur", "created": 1742780280}
        {"id": "txn_00215", "type": "charge", "amount": 30694, "fee": 454, "net": 30240, "source": "ch_0188", "currency": "eur", "created": 1742055120}
        {"id": "txn_00216", "type": "refund", "amount": -30694, "fee": 0, "net": -30694, "source": "re_0188", "currency": "eur", "created": 1742487120}
        {"id": "txn_00217", "type": "charge", "amount": 4198, "fee": 83, "net": 4115, "source": "ch_0189", "currency": "eur", "created": 1744819680}
        {"id": "txn_00218", "type": "refund", "amount": -4198, "fee": 0, "net": -4198, "source": "re_0189", "currency": "eur", "created": 1746202080}
        {"id": "txn_00219", "type": "charge", "amount": 36092, "fee": 530, "net": 35562, "source": "ch_0190", "currency": "eur", "created": 1746322920}
        {"id": "txn_00220", "type": "charge", "amount": 26295, "fee": 393, "net": 25902, "source": "ch_0191", "currency": "eur", "created": 1742208360}
        {"id": "txn_00221", "type": "charge", "amount": 39292, "fee": 575, "net": 38717, "source": "ch_0192", "currency": "eur", "created": 1744486500}
        {"id": "txn_00222", "type": "charge", "amount": 28294, "fee": 421, "net": 27873, "source": "ch_0193", "currency": "eur", "created": 1741622640}
        {"id": "txn_00223", "type": "charge", "amount": 18195, "fee": 279, "net": 17916, "source": "ch_0194", "currency": "eur", "created": 1746501960}
        {"id": "txn_00224", "type": "charge", "amount": 25892, "fee": 387, "net": 25505, "source": "ch_0195", "currency": "eur", "created": 1740930420}
        {"id": "txn_00225", "type": "charge", "amount": 22596, "fee": 341, "net": 22255, "source": "ch_0196", "currency": "eur", "created": 1745473620}
        {"id": "txn_00226", "type": "charge", "amount": 17697, "fee": 272, "net": 17425, "source": "ch_0197", "currency": "eur", "created": 1745800140}
        {"id": "txn_00227", "type": "charge", "amount": 25394, "fee": 380, "net": 25014, "source": "ch_0198", "currency": "eur", "created": 1741320240}
        {"id": "txn_00228", "type": "charge", "amount": 16594, "fee": 257, "net": 16337, "source": "ch_0199", "currency": "eur", "created": 1747697700}
        {"id": "txn_00229", "type": "charge", "amount": 18994, "fee": 290, "net": 18704, "source": "ch_0200", "currency": "eur", "created": 1748639760}
        {"id": "txn_00230", "type": "refund", "amount": -9497, "fee": 0, "net": -9497, "source": "re_0200", "currency": "eur", "created": 1749676560}
        {"id": "txn_00231", "type": "charge", "amount": 21196, "fee": 321, "net": 20875, "source": "ch_0201", "currency": "eur", "created": 1742080020}
        {"id": "txn_00232", "type": "refund", "amount": -21196, "fee": 0, "net": -21196, "source": "re_0201", "currency": "eur", "created": 1743462420}
        {"id": "txn_00233", "type": "charge", "amount": 22394, "fee": 338, "net": 22056, "source": "ch_0202", "currency": "eur", "created": 1745038800}
        {"id": "txn_00234", "type": "charge", "amount": 25393, "fee": 380, "net": 25013, "source": "ch_0203", "currency": "eur", "created": 1741928520}
        {"id": "txn_00235", "type": "charge", "amount": 9198, "fee": 153, "net": 9045, "source": "ch_0204", "currency": "eur", "created": 1746454320}
        {"id": "txn_00236", "type": "charge", "amount": 26692, "fee": 398, "net": 26294, "source": "ch_0205", "currency": "eur", "created": 1742541540}
        {"id": "txn_00237", "type": "charge", "amount": 16697, "fee": 258, "net": 16439, "source": "ch_0206", "currency": "eur", "created": 1741115040}
        {"id": "txn_00238", "type": "charge", "amount": 24796, "fee": 372, "net": 24424, "source": "ch_0207", "currency": "eur", "created": 1746843900}
        {"id": "txn_00239", "type": "charge", "amount": 33195, "fee": 489, "net": 32706, "source": "ch_0208", "currency": "eur", "created": 1742144400}
        {"id": "txn_00240", "type": "charge", "amount": 4798, "fee": 92, "net": 4706, "source": "ch_0209", "currency": "eur", "created": 1746261840}
        {"id": "txn_00241", "type": "charge", "amount": 14295, "fee": 225, "net": 14070, "source": "ch_0210", "currency": "eur", "created": 1744131000}
        {"id": "txn_00242", "type": "charge", "amount": 1697, "fee": 48, "net": 1649, "source": "ch_0211", "currency": "eur", "created": 1742695200}
        {"id": "txn_00243", "type": "charge", "amount": 36391, "fee": 534, "net": 35857, "source": "ch_0212", "currency": "eur", "created": 1745005620}
        {"id": "txn_00244", "type": "charge", "amount": 17296, "fee": 267, "net": 17029, "source": "ch_0213", "currency": "eur", "created": 1746625500}
        {"id": "txn_00245", "type": "charge", "amount": 48092, "fee": 698, "net": 47394, "source": "ch_0214", "currency": "eur", "created": 1743092400}
        {"id": "txn_00246", "type": "charge", "amount": 40294, "fee": 589, "net": 39705, "source": "ch_0215", "currency": "eur", "created": 1745653740}
        {"id": "txn_00247", "type": "refund", "amount": -40294, "fee": 0, "net": -40294, "source": "re_0215", "currency": "eur", "created": 1746776940}
        {"id": "txn_00248", "type": "charge", "amount": 38594, "fee": 565, "net": 38029, "source": "ch_0216", "currency": "eur", "created": 1744597080}
        {"id": "txn_00249", "type": "charge", "amount": 21893, "fee": 331, "net": 21562, "source": "ch_0217", "currency": "eur", "created": 1745144400}
        {"id": "txn_00250", "type": "charge", "amount": 4898, "fee": 93, "net": 4805, "source": "ch_0218", "currency": "eur", "created": 1748166360}
        {"id": "txn_00251", "type": "charge", "amount": 29394, "fee": 436, "net": 28958, "source": "ch_0219", "currency": "eur", "created": 1747417620}
        {"id": "txn_00252", "type": "charge", "amount": 18193, "fee": 279, "net": 17914, "source": "ch_0220", "currency": "eur", "created": 1745864520}

        """##),
  ]
}
