// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtTesting4: [TemplateFile] = [
    TemplateFile(
      path: "seeds/raw_rides.csv",
      text: ##"""
        ride_id,rider_id,from_station,to_station,started_at,ended_at,bike_kind,status
        R0001,U029,S3,S5,2025-02-01 07:19:33,2025-02-01 07:54:33,classic,completed
        R0002,U022,S2,S4,2025-02-01 08:07:32,2025-02-01 08:37:32,electric,completed
        R0003,U037,S3,S3,2025-02-01 09:02:42,2025-02-01 09:10:42,classic,completed
        R0004,U030,S1,S1,2025-02-01 11:44:22,2025-02-01 12:26:22,classic,completed
        R0005,U020,S6,S5,2025-02-01 12:30:44,2025-02-01 13:16:44,electric,completed
        R0006,U023,S1,S4,2025-02-01 14:18:45,2025-02-01 14:46:45,classic,completed
        R0007,U004,S2,S3,2025-02-01 15:22:10,2025-02-01 16:05:10,electric,completed
        R0008,U032,S1,S2,2025-02-01 16:47:15,2025-02-01 17:16:15,classic,completed
        R0009,U009,S4,S5,2025-02-01 18:28:25,2025-02-01 19:07:25,electric,completed
        R0010,U025,S2,S2,2025-02-01 19:45:26,2025-02-01 20:11:26,classic,completed
        R0011,U015,S1,S4,2025-02-01 21:05:11,2025-02-01 21:18:11,electric,completed
        R0012,U024,S5,S5,2025-02-02 07:18:00,2025-02-02 07:31:00,classic,completed
        R0013,U004,S4,S6,2025-02-02 08:08:44,2025-02-02 08:44:44,classic,completed
        R0014,U026,S1,S2,2025-02-02 09:25:25,2025-02-02 09:54:25,electric,completed
        R0015,U039,S1,S1,2025-02-02 11:13:28,2025-02-02 11:27:28,electric,completed
        R0016,U024,S5,S1,2025-02-02 12:36:09,2025-02-02 13:14:09,electric,completed
        R0017,U017,S3,S5,2025-02-02 14:55:13,2025-02-02 15:38:13,classic,completed
        R0018,U030,S4,S4,2025-02-02 15:30:07,2025-02-02 15:41:07,classic,completed
        R0019,U017,S4,S6,2025-02-02 16:05:09,2025-02-02 16:15:09,classic,completed
        R0020,U034,S3,S2,2025-02-02 18:10:33,2025-02-02 18:15:33,electric,completed
        R0021,U006,S6,S3,2025-02-02 19:48:33,2025-02-02 20:11:33,classic,completed
        R0022,U033,S3,S6,2025-02-03 07:22:49,2025-02-03 07:40:49,classic,completed
        R0023,,S2,S2,2025-02-03 08:39:51,2025-02-03 09:33:51,classic,completed
        R0024,U032,S3,S6,2025-02-03 09:47:51,2025-02-03 10:05:51,electric,completed
        R0025,U013,S6,S5,2025-02-03 11:01:50,2025-02-03 11:22:50,classic,completed
        R0026,U023,S3,S1,2025-02-03 12:22:28,2025-02-03 13:17:28,classic,completed
        R0027,U014,S4,S5,2025-02-03 14:06:14,2025-02-03 14:40:14,electric,completed
        R0028,U006,S6,S1,2025-02-03 15:30:58,2025-02-03 16:15:58,electric,completed
        R0029,U012,S4,S6,2025-02-03 16:50:45,2025-02-03 17:42:45,electric,completed
        R0030,U026,S6,S1,2025-02-03 18:05:51,2025-02-03 18:55:51,classic,completed
        R0031,U030,S6,S2,2025-02-04 07:08:01,2025-02-04 07:21:01,classic,cancelled
        R0032,U023,S2,S5,2025-02-04 08:39:52,2025-02-04 09:21:52,classic,completed
        R0033,U007,S5,S6,2025-02-04 09:01:00,2025-02-04 09:56:00,classic,completed
        R0034,U014,S1,S3,2025-02-04 11:27:55,2025-02-04 11:43:55,classic,completed
        R0035,U038,S3,S3,2025-02-04 12:13:18,2025-02-04 12:49:18,electric,completed
        R0036,U023,S4,S6,2025-02-04 14:53:08,2025-02-04 15:00:08,classic,completed
        R0037,U033,S2,S5,2025-02-04 15:37:52,2025-02-04 16:14:52,classic,completed
        R0038,U012,S5,S1,2025-02-04 16:33:32,2025-02-04 16:38:32,classic,completed
        R0039,U008,S5,S1,2025-02-04 18:11:09,2025-02-04 18:45:09,classic,completed
        R0040,U007,S5,S1,2025-02-05 07:33:33,2025-02-05 08:12:33,classic,completed
        R0041,U033,S4,S5,2025-02-05 08:12:17,2025-02-05 08:18:17,classic,completed
        R0042,U040,S5,S5,2025-02-05 09:48:57,2025-02-05 09:56:57,classic,completed
        R0043,U033,S5,S4,2025-02-05 11:32:12,2025-02-05 12:20:12,electric,completed
        R0044,U013,S4,S2,2025-02-05 12:44:33,2025-02-05 13:04:33,classic,completed
        R0045,U005,S6,S2,2025-02-05 14:26:07,2025-02-05 14:55:07,classic,completed
        R0046,,S1,S2,2025-02-05 15:27:04,2025-02-05 15:44:04,classic,completed
        R0047,U015,S6,S1,2025-02-05 16:09:16,2025-02-05 16:21:16,classic,completed
        R0048,U015,S2,S6,2025-02-05 18:56:31,2025-02-05 19:10:31,classic,completed
        R0049,U023,S3,S1,2025-02-05 19:32:25,2025-02-05 19:57:25,classic,completed
        R0050,U030,S4,S6,2025-02-05 21:46:23,2025-02-05 21:51:23,electric,completed
        R0051,U033,S1,S1,2025-02-05 22:24:21,2025-02-05 23:01:21,classic,completed
        R0052,U012,S3,S2,2025-02-06 07:05:16,2025-02-06 07:26:16,electric,completed
        R0053,U017,S4,S2,2025-02-06 08:54:58,2025-02-06 09:41:58,classic,completed
        R0054,U012,S4,S1,2025-02-06 09:44:20,2025-02-06 09:53:20,electric,completed
        R0055,U006,S5,S2,2025-02-06 11:01:40,2025-02-06 11:10:40,classic,completed
        R0056,U022,S5,S4,2025-02-06 12:16:55,2025-02-06 12:27:55,classic,completed
        R0057,U905,S5,S6,2025-02-06 14:59:58,2025-02-06 15:20:58,classic,completed
        R0058,U013,S3,S6,2025-02-06 15:07:10,2025-02-06 15:27:10,electric,completed
        R0059,U033,S6,S2,2025-02-06 16:33:48,2025-02-06 16:50:48,electric,completed
        R0060,U002,S6,S5,2025-02-07 07:51:01,2025-02-07 08:11:01,electric,completed
        R0061,U007,S6,S6,2025-02-07 08:32:30,2025-02-07 08:51:30,classic,completed
        R0062,U026,S5,S3,2025-02-07 09:27:42,2025-02-07 10:02:42,classic,cancelled
        R0063,U009,S4,S3,2025-02-07 11:44:13,2025-02-07 12:02:13,electric,completed
        R0064,U017,S4,S2,2025-02-07 12:53:08,2025-02-07 12:57:08,electric,completed
        R0065,U019,S5,S2,2025-02-07 14:05:42,2025-02-07 14:33:42,classic,completed
        R0066,U011,S3,S4,2025-02-07 15:44:18,2025-02-07 15:50:18,classic,completed
        R0067,U036,S3,S2,2025-02-07 16:00:16,2025-02-07 16:27:16,classic,completed
        R0068,U001,S3,S4,2025-02-07 18:56:19,2025-02-07 19:13:19,classic,completed
        R0069,,S2,S2,2025-02-07 19:05:30,2025-02-07 19:26:30,classic,completed
        R0070,U038,S1,S4,2025-02-08 07:16:52,2025-02-08 07:25:52,electric,completed
        R0071,U038,S5,S2,2025-02-08 08:19:19,2025-02-08 09:03:19,electric,completed
        R0072,U010,S3,S6,2025-02-08 09:48:20,2025-02-08 10:38:20,classic,completed
        R0073,U028,S6,S6,2025-02-08 11:02:52,2025-02-08 11:51:52,classic,completed
        R0074,U002,S6,S5,2025-02-08 12:58:33,2025-02-08 13:50:33,classic,completed
        R0075,U024,S1,S4,2025-02-08 14:05:01,2025-02-08 14:11:01,electric,completed
        R0076,U035,S6,S2,2025-02-08 15:35:03,2025-02-08 16:19:03,electric,completed
        R0077,U033,S5,S1,2025-02-08 16:16:00,2025-02-08 16:49:00,classic,completed
        R0078,U017,S2,S6,2025-02-09 07:47:30,2025-02-09 08:07:30,classic,completed
        R0079,U030,S4,S4,2025-02-09 08:48:13,2025-02-09 09:06:13,classic,completed
        R0080,U003,S5,S6,2025-02-09 09:30:58,2025-02-09 10:17:58,electric,completed
        R0081,U020,S5,S5,2025-02-09 11:04:38,2025-02-09 11:17:38,electric,completed
        R0082,U007,S6,S2,2025-02-09 12:00:30,2025-02-09 12:07:30,classic,completed
        R0083,U019,S4,S4,2025-02-09 14:43:31,2025-02-09 15:05:31,classic,completed
        R0084,U036,S2,S3,2025-02-09 15:29:49,2025-02-09 15:40:49,classic,completed
        R0085,U005,S5,S4,2025-02-09 16:59:30,2025-02-09 17:04:30,electric,completed
        R0086,U006,S2,S6,2025-02-09 18:24:13,2025-02-09 18:41:13,electric,completed
        R0087,U033,S3,S1,2025-02-09 19:23:08,2025-02-09 20:05:08,classic,completed
        R0088,U011,S1,S4,2025-02-09 21:14:31,2025-02-09 21:49:31,classic,completed
        R0089,U023,S4,S3,2025-02-09 22:25:19,2025-02-09 23:15:19,electric,completed
        R0090,U026,S1,S2,2025-02-10 07:00:20,2025-02-10 07:52:20,electric,completed
        R0091,U005,S4,S4,2025-02-10 08:57:47,2025-02-10 09:19:47,electric,completed
        R0092,,S1,S3,2025-02-10 09:23:59,2025-02-10 09:54:59,classic,completed
        R0093,U010,S2,S3,2025-02-10 11:03:53,2025-02-10 11:49:53,electric,cancelled
        R0094,U024,S4,S1,2025-02-10 12:27:32,2025-02-10 12:51:32,electric,completed
        R0095,U006,S1,S6,2025-02-10 14:58:56,2025-02-10 15:37:56,classic,completed
        R0096,U019,S4,S1,2025-02-10 15:28:39,2025-02-10 16:20:39,electric,completed
        R0097,U020,S3,S6,2025-02-10 16:10:30,2025-02-10 16:40:30,electric,completed
        R0098,U036,S6,S4,2025-02-10 18:25:41,2025-02-10 18:44:41,electric,completed
        R0099,U033,S4,S5,2025-02-10 19:10:41,2025-02-10 19:24:41,electric,completed
        R0100,U009,S5,S2,2025-02-11 07:58:21,2025-02-11 08:50:21,classic,completed
        R0101,U021,S2,S3,2025-02-11 08:05:11,2025-02-11 08:30:11,classic,completed
        R0102,U027,S4,S4,2025-02-11 09:51:36,2025-02-11 10:07:36,classic,completed
        R0103,U032,S3,S5,2025-02-11 11:24:17,2025-02-11 11:49:17,classic,completed
        R0104,U014,S1,S3,2025-02-11 12:23:08,2025-02-11 13:10:08,classic,completed
        R0105,U020,S1,S2,2025-02-11 14:24:25,2025-02-11 15:09:25,classic,completed
        R0106,U031,S5,S4,2025-02-11 15:27:45,2025-02-11 16:19:45,classic,completed
        R0107,U029,S2,S1,2025-02-11 16:04:25,2025-02-11 16:41:25,classic,completed
        R0108,U007,S6,S6,2025-02-11 18:09:09,2025-02-11 18:46:09,classic,completed
        R0109,U009,S2,S5,2025-02-11 19:05:35,2025-02-11 19:58:35,electric,completed
        R0110,U034,S6,S4,2025-02-12 07:45:19,2025-02-12 07:57:19,classic,completed
        R0111,U020,S5,S5,2025-02-12 08:44:48,2025-02-12 08:55:48,electric,completed
        R0112,U001,S1,S5,2025-02-12 09:24:16,2025-02-12 09:42:16,classic,completed
        R0113,U016,S4,S5,2025-02-12 11:19:29,2025-02-12 11:40:29,classic,completed
        R0114,U027,S6,S6,2025-02-12 12:15:35,2025-02-12 12:34:35,electric,completed
        R0115,,S6,S6,2025-02-12 14:03:01,2025-02-12 14:19:01,classic,completed
        R0116,U024,S2,S4,2025-02-12 15:05:16,2025-02-12 15:23:16,classic,completed
        R0117,U026,S2,S1,2025-02-12 16:44:21,2025-02-12 17:33:21,classic,completed
        R0118,U032,S2,S3,2025-02-12 18:47:54,2025-02-12 19:23:54,electric,completed
        R0119,U019,S1,S5,2025-02-12 19:14:29,2025-02-12 19:32:29,electric,completed
        R0120,U004,S5,S2,2025-02-12 21:39:11,2025-02-12 21:57:11,classic,completed
        R0121,U039,S2,S4,2025-02-12 22:59:25,2025-02-12 23:06:25,electric,completed
        R0122,U021,S6,S1,2025-02-13 07:03:11,2025-02-13 07:32:11,classic,completed
        R0123,U034,S6,S4,2025-02-13 08:59:10,2025-02-13 09:24:10,electric,completed
        R0124,U024,S3,S4,2025-02-13 09:19:42,2025-02-13 10:09:42,classic,cancelled
        R0125,U006,S3,S4,2025-02-13 11:10:06,2025-02-13 11:14:06,electric,completed
        R0126,U020,S4,S1,2025-02-13 12:35:48,2025-02-13 12:52:48,classic,completed
        R0127,U035,S4,S2,2025-02-13 14:03:45,2025-02-13 14:37:45,electric,completed
        R0128,U027,S2,S6,2025-02-13 15:23:47,2025-02-13 15:57:47,electric,completed
        R0129,U004,S3,S2,2025-02-13 16:02:24,2025-02-13 16:08:24,classic,completed
        R0130,U018,S3,S5,2025-02-13 18:47:04,2025-02-13 19:29:04,electric,completed
        R0131,U018,S3,S1,2025-02-13 19:16:47,2025-02-13 20:05:47,classic,completed
        R0132,U030,S4,S3,2025-02-13 21:01:52,2025-02-13 21:19:52,electric,completed
        R0133,U012,S1,S6,2025-02-13 22:52:31,2025-02-13 23:04:31,classic,completed
        R0134,U021,S4,S3,2025-02-14 07:49:09,2025-02-14 08:31:09,electric,completed
        R0135,U016,S4,S1,2025-02-14 08:32:12,2025-02-14 09:01:12,classic,completed
        R0136,U021,S2,S4,2025-02-14 09:41:02,2025-02-14 10:15:02,classic,completed
        R0137,U007,S4,S4,2025-02-14 11:04:16,2025-02-14 11:47:16,electric,completed
        R0138,,S5,S6,2025-02-14 12:11:14,2025-02-14 12:23:14,classic,completed
        R0139,U008,S3,S3,2025-02-14 14:47:34,2025-02-14 15:40:34,classic,completed
        R0140,U017,S2,S4,2025-02-14 15:36:17,2025-02-14 16:03:17,electric,completed
        R0141,U038,S2,S3,2025-02-14 16:11:15,2025-02-14 16:30:15,electric,completed
        R0142,U015,S6,S1,2025-02-14 18:25:16,2025-02-14 18:44:16,classic,completed
        R0143,U015,S4,S3,2025-02-14 19:02:06,2025-02-14 19:06:06,classic,completed
        R0144,U013,S5,S5,2025-02-14 21:56:18,2025-02-14 22:14:18,electric,completed
        R0145,U012,S4,S5,2025-02-14 22:59:04,2025-02-14 23:26:04,classic,completed
        R0146,U040,S3,S2,2025-02-15 07:00:06,2025-02-15 07:44:06,classic,completed
        R0147,U017,S1,S5,2025-02-15 08:23:21,2025-02-15 08:36:21,electric,completed
        R0148,U024,S2,S5,2025-02-15 09:52:00,2025-02-15 10:16:00,classic,completed
        R0149,U036,S4,S1,2025-02-15 11:04:13,2025-02-15 11:10:13,classic,completed
        R0150,U010,S6,S5,2025-02-15 12:06:50,2025-02-15 12:35:50,classic,completed
        R0151,U018,S4,S3,2025-02-15 14:05:41,2025-02-15 14:19:41,classic,completed
        R0152,U023,S4,S4,2025-02-15 15:26:03,2025-02-15 15:49:03,classic,completed
        R0153,U024,S6,S2,2025-02-15 16:01:55,2025-02-15 16:54:55,classic,completed
        R0154,U028,S2,S4,2025-02-15 18:46:25,2025-02-15 19:03:25,classic,completed
        R0155,U024,S4,S2,2025-02-15 19:07:52,2025-02-15 19:16:52,classic,cancelled
        R0156,U026,S1,S5,2025-02-15 21:08:00,2025-02-15 21:15:00,classic,completed
        R0157,U011,S2,S3,2025-02-15 22:39:59,2025-02-15 23:06:59,classic,completed
        R0158,U007,S4,S4,2025-02-16 07:10:33,2025-02-16 07:24:33,classic,completed
        R0159,U013,S3,S2,2025-02-16 08:48:51,2025-02-16 09:42:51,classic,completed
        R0160,U025,S1,S6,2025-02-16 09:58:30,2025-02-16 10:22:30,electric,completed
        R0161,,S5,S2,2025-02-16 11:40:50,2025-02-16 11:58:50,classic,completed
        R0162,U034,S2,S4,2025-02-16 12:11:36,2025-02-16 12:28:36,electric,completed
        R0163,U013,S1,S5,2025-02-16 14:07:09,2025-02-16 14:26:09,classic,completed
        R0164,U021,S1,S4,2025-02-16 15:53:48,2025-02-16 16:40:48,electric,completed
        R0165,U027,S3,S5,2025-02-16 16:35:54,2025-02-16 17:19:54,classic,completed
        R0166,U033,S4,S2,2025-02-16 18:27:24,2025-02-16 19:13:24,classic,completed
        R0167,U029,S5,S4,2025-02-16 19:00:39,2025-02-16 19:35:39,classic,completed
        R0168,U028,S3,S1,2025-02-17 07:25:06,2025-02-17 07:33:06,electric,completed
        R0169,U009,S1,S6,2025-02-17 08:32:32,2025-02-17 09:18:32,electric,completed
        R0170,U033,S4,S6,2025-02-17 09:49:46,2025-02-17 10:25:46,electric,completed
        R0171,U008,S2,S2,2025-02-17 11:01:54,2025-02-17 11:09:54,classic,completed
        R0172,U011,S6,S6,2025-02-17 12:56:31,2025-02-17 13:18:31,classic,completed
        R0173,U040,S3,S2,2025-02-17 14:59:14,2025-02-17 15:07:14,classic,completed
        R0174,U030,S2,S3,2025-02-17 15:20:57,2025-02-17 16:03:57,electric,completed
        R0175,U016,S3,S3,2025-02-17 16:13:37,2025-02-17 16:33:37,classic,completed
        R0176,U018,S6,S3,2025-02-17 18:02:12,2025-02-17 18:17:12,classic,completed
        R0177,U034,S1,S6,2025-02-17 19:10:50,2025-02-17 20:04:50,electric,completed
        R0178,U007,S3,S5,2025-02-18 07:35:33,2025-02-18 08:16:33,classic,completed
        R0179,U024,S5,S2,2025-02-18 08:47:51,2025-02-18 09:14:51,electric,completed
        R0180,U012,S5,S6,2025-02-18 09:21:48,2025-02-18 09:30:48,classic,completed
        R0181,U918,S6,S3,2025-02-18 11:18:52,2025-02-18 11:55:52,electric,completed
        R0182,U040,S6,S4,2025-02-18 12:47:02,2025-02-18 13:05:02,electric,completed
        R0183,U015,S5,S6,2025-02-18 14:32:23,2025-02-18 14:39:23,electric,completed
        R0184,,S3,S1,2025-02-18 15:01:03,2025-02-18 15:05:03,classic,completed
        R0185,U038,S2,S2,2025-02-18 16:34:14,2025-02-18 17:04:14,classic,completed
        R0186,U001,S2,S6,2025-02-18 18:23:39,2025-02-18 18:57:39,electric,cancelled
        R0187,U010,S6,S3,2025-02-18 19:09:28,2025-02-18 19:19:28,electric,completed
        R0188,U023,S5,S6,2025-02-19 07:00:03,2025-02-19 07:45:03,classic,completed
        R0189,U016,S2,S1,2025-02-19 08:38:59,2025-02-19 09:15:59,classic,completed
        R0190,U016,S2,S1,2025-02-19 09:03:34,2025-02-19 09:08:34,classic,completed
        R0191,U036,S6,S2,2025-02-19 11:58:49,2025-02-19 12:08:49,electric,completed
        R0192,U033,S6,S6,2025-02-19 12:26:12,2025-02-19 13:03:12,classic,completed
        R0193,U005,S3,S6,2025-02-19 14:52:39,2025-02-19 15:07:39,classic,completed
        R0194,U035,S1,S4,2025-02-19 15:03:56,2025-02-19 15:53:56,classic,completed
        R0195,U029,S2,S2,2025-02-19 16:47:58,2025-02-19 17:20:58,electric,completed
        R0196,U022,S6,S6,2025-02-19 18:16:14,2025-02-19 19:01:14,electric,completed
        R0197,U028,S6,S5,2025-02-19 19:45:03,2025-02-19 20:06:03,classic,completed
        R0198,U033,S1,S2,2025-02-20 07:18:41,2025-02-20 07:35:41,electric,completed
        R0199,U011,S6,S3,2025-02-20 08:57:15,2025-02-20 09:48:15,electric,completed
        R0200,U025,S6,S6,2025-02-20 09:56:24,2025-02-20 10:21:24,classic,completed
        R0201,U034,S6,S1,2025-02-20 11:42:53,2025-02-20 12:20:53,classic,completed
        R0202,U020,S2,S4,2025-02-20 12:27:46,2025-02-20 12:45:46,classic,completed
        R0203,U011,S2,S1,2025-02-20 14:39:37,2025-02-20 14:47:37,classic,completed
        R0204,U011,S3,S2,2025-02-20 15:01:07,2025-02-20 15:11:07,classic,completed
        R0205,U003,S6,S1,2025-02-20 16:44:01,2025-02-20 16:49:01,electric,completed
        R0206,U013,S5,S6,2025-02-20 18:04:54,2025-02-20 18:45:54,classic,completed
        R0207,,S4,S1,2025-02-20 19:56:55,2025-02-20 20:48:55,classic,completed
        R0208,U006,S6,S6,2025-02-21 07:13:07,2025-02-21 07:19:07,electric,completed
        R0209,U014,S3,S3,2025-02-21 08:30:06,2025-02-21 08:42:06,electric,completed
        R0210,U019,S1,S6,2025-02-21 09:27:16,2025-02-21 09:32:16,classic,completed
        R0211,U039,S5,S4,2025-02-21 11:48:23,2025-02-21 12:12:23,classic,completed
        R0212,U002,S4,S5,2025-02-21 12:39:47,2025-02-21 12:44:47,classic,completed
        R0213,U004,S5,S5,2025-02-21 14:49:06,2025-02-21 15:15:06,classic,completed
        R0214,U019,S2,S4,2025-02-21 15:13:45,2025-02-21 15:22:45,classic,completed
        R0215,U004,S1,S3,2025-02-21 16:00:33,2025-02-21 16:16:33,electric,completed
        R0216,U012,S4,S5,2025-02-21 18:06:31,2025-02-21 18:54:31,classic,completed
        R0217,U014,S6,S2,2025-02-22 07:16:36,2025-02-22 07:30:36,electric,cancelled
        R0218,U006,S4,S6,2025-02-22 08:31:10,2025-02-22 08:42:10,classic,completed
        R0219,U026,S6,S1,2025-02-22 09:40:20,2025-02-22 10:06:20,electric,completed
        R0220,U020,S3,S4,2025-02-22 11:56:41,2025-02-22 12:01:41,classic,completed
        R0221,U015,S4,S2,2025-02-22 12:57:34,2025-02-22 13:33:34,electric,completed
        R0222,U029,S6,S5,2025-02-22 14:22:37,2025-02-22 14:46:37,classic,completed
        R0223,U017,S5,S2,2025-02-22 15:47:20,2025-02-22 16:01:20,classic,completed
        R0224,U016,S5,S2,2025-02-22 16:08:21,2025-02-22 16:41:21,classic,completed
        R0225,U040,S2,S6,2025-02-22 18:19:48,2025-02-22 19:08:48,classic,completed
        R0226,U023,S2,S2,2025-02-22 19:15:46,2025-02-22 19:39:46,classic,completed
        R0227,U007,S2,S6,2025-02-22 21:20:12,2025-02-22 21:40:12,classic,completed
        R0228,U020,S6,S3,2025-02-23 07:12:24,2025-02-23 07:25:24,classic,completed
        R0229,U007,S3,S2,2025-02-23 08:27:17,2025-02-23 08:43:17,electric,completed
        R0230,,S4,S6,2025-02-23 09:29:02,2025-02-23 09:33:02,classic,completed
        R0231,U010,S3,S5,2025-02-23 11:32:40,2025-02-23 11:54:40,classic,completed
        R0232,U028,S6,S5,2025-02-23 12:47:25,2025-02-23 12:51:25,classic,completed
        R0233,U015,S6,S6,2025-02-23 14:37:47,2025-02-23 15:22:47,classic,completed
        R0234,U028,S3,S3,2025-02-23 15:43:11,2025-02-23 16:28:11,electric,completed
        R0235,U011,S3,S4,2025-02-23 16:57:26,2025-02-23 17:16:26,classic,completed
        R0236,U034,S6,S6,2025-02-24 07:29:01,2025-02-24 08:12:01,classic,completed
        R0237,U025,S4,S1,2025-02-24 08:57:41,2025-02-24 09:21:41,classic,completed
        R0238,U013,S5,S3,2025-02-24 09:02:16,2025-02-24 09:40:16,electric,completed
        R0239,U031,S5,S1,2025-02-24 11:54:36,2025-02-24 12:27:36,classic,completed
        R0240,U030,S2,S6,2025-02-24 12:33:21,2025-02-24 13:03:21,classic,completed
        R0241,U040,S3,S6,2025-02-24 14:25:32,2025-02-24 15:17:32,classic,completed
        R0242,U001,S1,S4,2025-02-24 15:16:17,2025-02-24 15:44:17,classic,completed
        R0243,U023,S5,S3,2025-02-24 16:58:26,2025-02-24 17:42:26,classic,completed
        R0244,U034,S2,S4,2025-02-24 18:14:19,2025-02-24 19:05:19,classic,completed
        R0245,U005,S6,S2,2025-02-24 19:13:10,2025-02-24 19:25:10,classic,completed
        R0246,U010,S3,S6,2025-02-25 07:41:35,2025-02-25 08:31:35,electric,completed
        R0247,U009,S4,S3,2025-02-25 08:29:18,2025-02-25 09:21:18,classic,completed
        R0248,U028,S6,S2,2025-02-25 09:17:45,2025-02-25 09:45:45,classic,cancelled
        R0249,U018,S3,S2,2025-02-25 11:30:00,2025-02-25 12:25:00,classic,completed
        R0250,U006,S6,S3,2025-02-25 12:20:30,2025-02-25 12:55:30,classic,completed
        R0251,U037,S3,S2,2025-02-25 14:59:19,2025-02-25 15:27:19,electric,completed
        R0252,U014,S1,S6,2025-02-25 15:40:37,2025-02-25 15:44:37,classic,completed
        R0253,,S2,S2,2025-02-25 16:18:16,2025-02-25 17:00:16,electric,completed
        R0254,U014,S4,S5,2025-02-25 18:49:28,2025-02-25 19:15:28,classic,completed
        R0255,U006,S6,S5,2025-02-25 19:10:39,2025-02-25 19:58:39,classic,completed
        R0256,U029,S6,S1,2025-02-26 07:31:44,2025-02-26 07:48:44,classic,completed
        R0257,U009,S4,S4,2025-02-26 08:35:07,2025-02-26 08:55:07,classic,completed
        R0258,U016,S4,S2,2025-02-26 09:30:29,2025-02-26 09:43:29,classic,completed
        R0259,U021,S4,S6,2025-02-26 11:34:38,2025-02-26 12:25:38,electric,completed
        R0260,U027,S6,S1,2025-02-26 12:42:18,2025-02-26 13:15:18,classic,completed
        R0261,U002,S5,S1,2025-02-26 14:40:23,2025-02-26 15:24:23,classic,completed
        R0262,U010,S1,S2,2025-02-26 15:51:06,2025-02-26 16:27:06,classic,completed
        R0263,U024,S3,S4,2025-02-26 16:40:08,2025-02-26 17:05:08,electric,completed
        R0264,U036,S1,S3,2025-02-26 18:18:27,2025-02-26 18:43:27,classic,completed
        R0265,U018,S5,S3,2025-02-27 07:52:31,2025-02-27 08:21:31,electric,completed
        R0266,U013,S3,S6,2025-02-27 08:41:31,2025-02-27 09:35:31,electric,completed
        R0267,U003,S4,S6,2025-02-27 09:08:37,2025-02-27 09:52:37,electric,completed
        R0268,U007,S1,S1,2025-02-27 11:34:36,2025-02-27 11:41:36,classic,completed
        R0269,U004,S5,S5,2025-02-27 12:12:52,2025-02-27 12:46:52,classic,completed
        R0270,U039,S6,S1,2025-02-27 14:39:09,2025-02-27 15:23:09,classic,completed
        R0271,U012,S1,S6,2025-02-27 15:02:42,2025-02-27 15:46:42,classic,completed
        R0272,U001,S3,S2,2025-02-27 16:55:02,2025-02-27 17:25:02,classic,completed
        R0273,U020,S2,S4,2025-02-27 18:50:19,2025-02-27 19:29:19,classic,completed
        R0274,U038,S1,S4,2025-02-27 19:20:01,2025-02-27 19:51:01,classic,completed
        R0275,U026,S4,S1,2025-02-28 07:49:51,2025-02-28 08:19:51,classic,completed
        R0276,,S6,S2,2025-02-28 08:00:43,2025-02-28 08:28:43,classic,completed
        R0277,U031,S2,S2,2025-02-28 09:49:26,2025-02-28 10:28:26,electric,completed
        R0278,U008,S1,S2,2025-02-28 11:27:00,2025-02-28 11:31:00,classic,completed
        R0279,U018,S6,S5,2025-02-28 12:55:07,2025-02-28 13:07:07,classic,cancelled
        R0280,U004,S3,S6,2025-02-28 14:15:28,2025-02-28 15:05:28,classic,completed
        R0281,U036,S6,S4,2025-02-28 15:46:48,2025-02-28 15:55:48,electric,completed
        R0282,U004,S6,S1,2025-02-28 16:42:59,2025-02-28 17:02:59,classic,completed

        """##),
    TemplateFile(
      path: "seeds/raw_stations.csv",
      text: ##"""
        station_id,name,docks
        S1,Harbour,24
        S2,Station,40
        S3,University,36
        S4,Market,20
        S5,Park,16
        S6,Museum,12

        """##),
    TemplateFile(
      path: "seeds/schema.yml",
      text: ##"""
        version: 2
        seeds:
          - name: raw_stations
            config: {column_types: {station_id: varchar, name: varchar, docks: integer}}
          - name: raw_riders
            config: {column_types: {rider_id: varchar, email: varchar, plan: varchar, joined_on: date}}
          - name: raw_rides
            config:
              column_types:
                ride_id: varchar
                rider_id: varchar
                from_station: varchar
                to_station: varchar
                started_at: timestamp
                ended_at: timestamp
                bike_kind: varchar
                status: varchar
          - name: raw_payments
            config:
              column_types:
                payment_id: varchar
                ride_id: varchar
                amount_cents: integer
                method: varchar
                paid_at: timestamp

        """##),
    TemplateFile(
      path: "tests/fixtures/priced_rides.csv",
      text: ##"""
        ride_id,rider_id,minutes,bike_kind,status
        R1,U1,45,classic,completed
        R2,U1,50,classic,completed

        """##),
    TemplateFile(
      path: "tests/fixtures/priced_rides_expected.csv",
      text: ##"""
        ride_id,price_cents
        R1,0
        R2,50

        """##),
    TemplateFile(
      path: "tests/generic/matches_regex.sql",
      text: ##"""
        {% test matches_regex(model, column_name, pattern) %}
        select *
        from {{ model }}
        where not regexp_full_match({{ column_name }}, '{{ pattern | replace("'", "''") }}')
        {% endtest %}

        """##),
    TemplateFile(
      path: "tests/generic/null_share_below.sql",
      text: ##"""
        {% test null_share_below(model, column_name, share) %}
        select avg(case when {{ column_name }} is null then 1 else 0 end) as null_share
        from {{ model }}
        having avg(case when {{ column_name }} is null then 1 else 0 end) >= {{ share }}
        {% endtest %}

        """##),
    TemplateFile(
      path: "tests/generic/recent.sql",
      text: ##"""
        {# The newest value is at most so many days older than today. #}
        {% test recent(model, column_name, days) %}
        select max({{ column_name }}) as newest
        from {{ model }}
        having max({{ column_name }}) is null
          or cast(max({{ column_name }}) as date) < date '{{ var("today") }}' - {{ days }}
        {% endtest %}

        """##),
    TemplateFile(
      path: "tests/generic/row_count_between.sql",
      text: ##"""
        {% test row_count_between(model, min_rows=0, max_rows=none) %}
        select count(*) as row_count
        from {{ model }}
        having count(*) < {{ min_rows }} {% if max_rows is not none %}or count(*) > {{ max_rows }}{% endif %}
        {% endtest %}

        """##),
    TemplateFile(
      path: "tests/generic/sum_equals.sql",
      text: ##"""
        {# The column's sum is that of a column of another table. #}
        {% test sum_equals(model, column_name, to, field, tolerance=0) %}
        select here.total as total, there.total as total_of_other
        from (select coalesce(sum({{ column_name }}), 0) as total from {{ model }}) as here
        cross join (select coalesce(sum({{ field }}), 0) as total from {{ to }}) as there
        where abs(here.total - there.total) > {{ tolerance }}
        {% endtest %}

        """##),
    TemplateFile(
      path: "tests/generic/values_between.sql",
      text: ##"""
        {% test values_between(model, column_name, min_value=none, max_value=none) %}
        select *
        from {{ model }}
        where false
          {% if min_value is not none %}or {{ column_name }} < {{ min_value }}{% endif %}
          {% if max_value is not none %}or {{ column_name }} > {{ max_value }}{% endif %}
        {% endtest %}

        """##),
    TemplateFile(
      path: "tests/generic/within_history.sql",
      text: ##"""
        {# Today's value of a metric is within so many deviations of the mean of the days before it. A day
           that was measured again counts as it was measured last. `at_least` is the deviation assumed of
           a metric that hardly moves; below `days` days of history nothing is judged. #}
        {% test within_history(model, metric, deviations=3, at_least=0.01, days=7) %}
        with measured as (
          select
            measured_day,
            metric_value,
            row_number() over (partition by measured_day order by measured_at desc) as again
          from {{ model }}
          where metric = '{{ metric }}' and measured_day <= date '{{ var("today") }}'
        ),

        history as (
          select
            count(metric_value) as days,
            avg(metric_value) as mean,
            greatest(stddev_samp(metric_value), {{ at_least }}) as deviation
          from measured
          where again = 1 and measured_day < date '{{ var("today") }}'
        )

        select measured.measured_day, measured.metric_value, history.mean, history.deviation
        from measured
        cross join history
        where measured.again = 1
          and measured.measured_day = date '{{ var("today") }}'
          and history.days >= {{ days }}
          and abs(measured.metric_value - history.mean) > {{ deviations }} * history.deviation
        {% endtest %}

        """##),
  ]
}
