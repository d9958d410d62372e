// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtTesting3: [TemplateFile] = [
    TemplateFile(
      path: "models/staging/schema.yml",
      text: ##"""
        version: 2
        models:
          - name: stg_stations
            columns:
              - name: station_id
                data_tests: [unique, not_null]
              - name: docks
                data_tests:
                  - values_between:
                      arguments: {min_value: 4, max_value: 60}
          - name: stg_riders
            columns:
              - name: rider_id
                data_tests: [unique, not_null]
              - name: email
                data_tests:
                  - matches_regex:
                      arguments: {pattern: '^[^@ A-Z]+@[^@ A-Z]+\.[a-z]+$'}
              - name: plan
                data_tests:
                  - accepted_values:
                      arguments: {values: [member, casual]}
          - name: stg_rides
            columns:
              - name: ride_id
                data_tests:
                  - unique:
                      config: {store_failures: true}
                  - not_null
                  - matches_regex:
                      arguments: {pattern: '^R[0-9]{4}$'}
              - name: rider_id
                description: Who rode; null for a guest.
                data_tests:
                  # Riders that were deleted leave rides behind: a few are normal, many are a broken export.
                  - relationships:
                      arguments: {to: ref('stg_riders'), field: rider_id}
                      config:
                        severity: error
                        warn_if: ">0"
                        error_if: ">5"
                        store_failures: true
                  - null_share_below:
                      arguments: {share: 0.1}
              - name: from_station
                data_tests:
                  - relationships:
                      arguments: {to: ref('stg_stations'), field: station_id}
              - name: to_station
                data_tests:
                  - not_null:
                      # A cancelled ride need not have arrived anywhere.
                      config: {where: "status = 'completed'"}
                  - relationships:
                      arguments: {to: ref('stg_stations'), field: station_id}
              - name: ride_day
                data_tests: [not_null]
              - name: minutes
                data_tests:
                  - values_between:
                      arguments: {min_value: 0, max_value: 180}
                      config: {store_failures: true}
              - name: bike_kind
                data_tests:
                  - accepted_values:
                      arguments: {values: [classic, electric]}
                      # A new kind of bike is news, not a mistake.
                      config: {severity: warn}
              - name: status
                data_tests:
                  - accepted_values:
                      arguments: {values: [completed, cancelled]}
          - name: stg_payments
            columns:
              - name: payment_id
                data_tests: [unique, not_null]
              - name: ride_id
                data_tests:
                  - relationships:
                      arguments: {to: ref('stg_rides'), field: ride_id}
              - name: amount_cents
                data_tests:
                  - values_between:
                      arguments: {min_value: 1, max_value: 5000}
              - name: method
                data_tests:
                  - accepted_values:
                      arguments: {values: [card, wallet]}

        """##),
    TemplateFile(
      path: "models/staging/sources.yml",
      text: ##"""
        version: 2
        sources:
          - name: raw
            schema: raw
            description: What the bikes and the payment provider send; here the seeds stand for it.
            tables:
              - name: raw_stations
                columns:
                  - name: station_id
                    data_tests: [unique, not_null]
              - name: raw_riders
                columns:
                  - name: rider_id
                    data_tests: [unique, not_null]
              - name: raw_rides
                description: One row for each ride; rider_id is empty where a guest rode.
                loaded_at_field: ended_at
                freshness:
                  warn_after: {count: 1, period: day}
                data_tests:
                  - row_count_between:
                      arguments: {min_rows: 200, max_rows: 1000}
                columns:
                  - name: ride_id
                    data_tests: [not_null]
                  - name: started_at
                    data_tests:
                      - recent:
                          arguments: {days: 1}
              - name: raw_payments
                columns:
                  - name: payment_id
                    data_tests: [not_null]
                  - name: amount_cents
                    data_tests: [not_null]

        """##),
    TemplateFile(
      path: "models/staging/stg_payments.sql",
      text: ##"""
        select payment_id, ride_id, amount_cents, method, paid_at
        from {{ source('raw', 'raw_payments') }}

        """##),
    TemplateFile(
      path: "models/staging/stg_riders.sql",
      text: ##"""
        select rider_id, lower(trim(email)) as email, plan, joined_on
        from {{ source('raw', 'raw_riders') }}

        """##),
    TemplateFile(
      path: "models/staging/stg_rides.sql",
      text: ##"""
        select
          ride_id,
          nullif(rider_id, '') as rider_id,
          from_station,
          to_station,
          started_at,
          ended_at,
          cast(started_at as date) as ride_day,
          date_diff('minute', started_at, ended_at) as minutes,
          bike_kind,
          status
        from {{ source('raw', 'raw_rides') }}

        """##),
    TemplateFile(
      path: "models/staging/stg_stations.sql",
      text: ##"""
        select station_id, name as station_name, docks
        from {{ source('raw', 'raw_stations') }}

        """##),
    TemplateFile(
      path: "profiles.yml",
      text: ##"""
        # Millrace takes the targets from here, and the tables' place from millrace.yml.
        dbt_testing:
          target: dev
          outputs:
            dev: {type: duckdb, path: dbt_testing.duckdb, schema: main, threads: 2}
            ci: {type: duckdb, path: dbt_testing.duckdb, schema: main, threads: 2}

        """##),
    TemplateFile(
      path: "seeds/raw_payments.csv",
      text: ##"""
        payment_id,ride_id,amount_cents,method,paid_at
        P0001,R0001,50,card,2025-02-01 07:55:33
        P0002,R0002,150,wallet,2025-02-01 08:38:32
        P0003,R0004,730,wallet,2025-02-01 12:27:22
        P0004,R0005,390,wallet,2025-02-01 13:17:44
        P0005,R0007,345,card,2025-02-01 16:06:10
        P0006,R0009,880,wallet,2025-02-01 19:08:25
        P0007,R0011,360,card,2025-02-01 21:19:11
        P0008,R0012,295,wallet,2025-02-02 07:32:00
        P0009,R0013,60,wallet,2025-02-02 08:45:44
        P0010,R0014,145,card,2025-02-02 09:55:25
        P0011,R0015,380,card,2025-02-02 11:28:28
        P0012,R0016,860,card,2025-02-02 13:15:09
        P0013,R0017,130,wallet,2025-02-02 15:39:13
        P0014,R0018,265,wallet,2025-02-02 15:42:07
        P0015,R0020,25,card,2025-02-02 18:16:33
        P0016,R0021,445,wallet,2025-02-02 20:12:33
        P0017,R0022,370,card,2025-02-03 07:41:49
        P0018,R0023,910,wallet,2025-02-03 09:34:51
        P0019,R0024,90,card,2025-02-03 10:06:51
        P0020,R0026,250,card,2025-02-03 13:18:28
        P0021,R0027,210,card,2025-02-03 14:41:14
        P0022,R0028,1000,wallet,2025-02-03 16:16:58
        P0023,R0029,1140,wallet,2025-02-03 17:43:45
        P0024,R0030,200,card,2025-02-03 18:56:51
        P0025,R0032,120,card,2025-02-04 09:22:52
        P0026,R0033,250,card,2025-02-04 09:57:00
        P0027,R0035,240,wallet,2025-02-04 12:50:18
        P0028,R0037,655,card,2025-02-04 16:15:52
        P0029,R0038,175,card,2025-02-04 16:39:32
        P0030,R0039,40,wallet,2025-02-04 18:46:09
        P0031,R0040,90,card,2025-02-05 08:13:33
        P0032,R0041,190,card,2025-02-05 08:19:17
        P0033,R0043,1060,card,2025-02-05 12:21:12
        P0034,R0046,355,wallet,2025-02-05 15:45:04
        P0035,R0047,280,wallet,2025-02-05 16:22:16
        P0036,R0048,310,wallet,2025-02-05 19:11:31
        P0037,R0050,200,card,2025-02-05 21:52:23
        P0038,R0051,655,card,2025-02-05 23:02:21
        P0039,R0052,520,wallet,2025-02-06 07:27:16
        P0040,R0053,170,wallet,2025-02-06 09:42:58
        P0041,R0054,280,wallet,2025-02-06 09:54:20
        P0042,R0055,235,card,2025-02-06 11:11:40
        P0043,R0057,415,card,2025-02-06 15:21:58
        P0044,R0058,100,wallet,2025-02-06 15:28:10
        P0045,R0059,440,wallet,2025-02-06 16:51:48
        P0046,R0060,100,card,2025-02-07 08:12:01
        P0047,R0063,460,card,2025-02-07 12:03:13
        P0048,R0064,20,card,2025-02-07 12:58:08
        P0049,R0067,505,card,2025-02-07 16:28:16
        P0050,R0069,415,card,2025-02-07 19:27:30
        P0051,R0070,45,card,2025-02-08 07:26:52
        P0052,R0071,360,wallet,2025-02-08 09:04:19
        P0053,R0072,200,card,2025-02-08 10:39:20
        P0054,R0073,190,card,2025-02-08 11:52:52
        P0055,R0074,220,card,2025-02-08 13:51:33
        P0056,R0075,220,wallet,2025-02-08 14:12:01
        P0057,R0076,360,wallet,2025-02-08 16:20:03
        P0058,R0077,595,card,2025-02-08 16:50:00
        P0059,R0079,370,card,2025-02-09 09:07:13
        P0060,R0080,1040,card,2025-02-09 10:18:58
        P0061,R0081,65,card,2025-02-09 11:18:38
        P0062,R0084,265,card,2025-02-09 15:41:49
        P0063,R0085,25,wallet,2025-02-09 17:05:30
        P0064,R0086,440,wallet,2025-02-09 18:42:13
        P0065,R0087,730,wallet,2025-02-09 20:06:08
        P0066,R0088,50,wallet,2025-02-09 21:50:31
        P0067,R0089,450,card,2025-02-09 23:16:19
        P0068,R0090,480,card,2025-02-10 07:53:20
        P0069,R0091,110,card,2025-02-10 09:20:47
        P0070,R0092,565,card,2025-02-10 09:55:59
        P0071,R0094,580,wallet,2025-02-10 12:52:32
        P0072,R0095,685,wallet,2025-02-10 15:38:56
        P0073,R0096,480,card,2025-02-10 16:21:39
        P0074,R0097,150,wallet,2025-02-10 16:41:30
        P0075,R0098,480,card,2025-02-10 18:45:41
        P0076,R0099,380,card,2025-02-10 19:25:41
        P0077,R0100,880,card,2025-02-11 08:51:21
        P0078,R0101,475,wallet,2025-02-11 08:31:11
        P0079,R0102,340,card,2025-02-11 10:08:36
        P0080,R0104,170,card,2025-02-11 13:11:08
        P0081,R0105,150,card,2025-02-11 15:10:25
        P0082,R0106,220,card,2025-02-11 16:20:45
        P0083,R0107,70,card,2025-02-11 16:42:25
        P0084,R0108,70,wallet,2025-02-11 18:47:09
        P0085,R0109,1160,card,2025-02-11 19:59:35
        P0086,R0111,55,card,2025-02-12 08:56:48
        P0087,R0114,480,wallet,2025-02-12 12:35:35
        P0088,R0115,340,wallet,2025-02-12 14:20:01
        P0089,R0116,370,card,2025-02-12 15:24:16
        P0090,R0117,190,wallet,2025-02-12 17:34:21
        P0091,R0118,240,card,2025-02-12 19:24:54
        P0092,R0119,90,wallet,2025-02-12 19:33:29
        P0093,R0121,240,card,2025-02-12 23:07:25
        P0094,R0122,535,card,2025-02-13 07:33:11
        P0095,R0123,125,card,2025-02-13 09:25:10
        P0096,R0125,180,card,2025-02-13 11:15:06
        P0097,R0127,210,wallet,2025-02-13 14:38:45
        P0098,R0128,780,wallet,2025-02-13 15:58:47
        P0099,R0130,940,card,2025-02-13 19:30:04
        P0100,R0131,835,card,2025-02-13 20:06:47
        P0101,R0132,460,wallet,2025-02-13 21:20:52
        P0102,R0133,280,wallet,2025-02-13 23:05:31
        P0103,R0134,940,card,2025-02-14 08:32:09
        P0104,R0136,610,card,2025-02-14 10:16:02
        P0105,R0137,345,wallet,2025-02-14 11:48:16
        P0106,R0138,280,card,2025-02-14 12:24:14
        P0107,R0139,230,wallet,2025-02-14 15:41:34
        P0108,R0140,135,card,2025-02-14 16:04:17
        P0109,R0141,95,card,2025-02-14 16:31:15
        P0110,R0142,385,wallet,2025-02-14 18:45:16
        P0111,R0143,160,card,2025-02-14 19:07:06
        P0112,R0144,90,card,2025-02-14 22:15:18
        P0113,R0145,505,wallet,2025-02-14 23:27:04
        P0114,R0146,140,card,2025-02-15 07:45:06
        P0115,R0147,65,card,2025-02-15 08:37:21
        P0116,R0148,460,wallet,2025-02-15 10:17:00
        P0117,R0149,190,wallet,2025-02-15 11:11:13
        P0118,R0151,310,wallet,2025-02-15 14:20:41
        P0119,R0153,895,wallet,2025-02-15 16:55:55
        P0120,R0159,240,card,2025-02-16 09:43:51
        P0121,R0160,120,card,2025-02-16 10:23:30
        P0122,R0161,370,wallet,2025-02-16 11:59:50
        P0123,R0162,85,wallet,2025-02-16 12:29:36
        P0124,R0164,1040,wallet,2025-02-16 16:41:48
        P0125,R0165,760,card,2025-02-16 17:20:54
        P0126,R0166,790,card,2025-02-16 19:14:24
        P0127,R0167,50,card,2025-02-16 19:36:39
        P0128,R0168,40,wallet,2025-02-17 07:34:06
        P0129,R0169,1020,wallet,2025-02-17 09:19:32
        P0130,R0170,820,card,2025-02-17 10:26:46
        P0131,R0174,960,wallet,2025-02-17 16:04:57
        P0132,R0176,325,wallet,2025-02-17 18:18:12
        P0133,R0177,510,wallet,2025-02-17 20:05:50
        P0134,R0178,110,wallet,2025-02-18 08:17:33
        P0135,R0179,640,wallet,2025-02-18 09:15:51
        P0136,R0180,235,card,2025-02-18 09:31:48
        P0137,R0181,840,card,2025-02-18 11:56:52
        P0138,R0182,90,wallet,2025-02-18 13:06:02
        P0139,R0183,240,card,2025-02-18 14:40:23
        P0140,R0184,160,wallet,2025-02-18 15:06:03
        P0141,R0187,50,wallet,2025-02-18 19:20:28
        P0142,R0188,150,wallet,2025-02-19 07:46:03
        P0143,R0189,70,card,2025-02-19 09:16:59
        P0144,R0191,300,card,2025-02-19 12:09:49
        P0145,R0192,655,wallet,2025-02-19 13:04:12
        P0146,R0194,200,wallet,2025-02-19 15:54:56
        P0147,R0195,195,card,2025-02-19 17:21:58
        P0148,R0196,375,wallet,2025-02-19 19:02:14
        P0149,R0198,440,wallet,2025-02-20 07:36:41
        P0150,R0199,465,card,2025-02-20 09:49:15
        P0151,R0201,80,card,2025-02-20 12:21:53
        P0152,R0205,200,card,2025-02-20 16:50:01
        P0153,R0206,110,card,2025-02-20 18:46:54
        P0154,R0207,880,card,2025-02-20 20:49:55
        P0155,R0208,220,wallet,2025-02-21 07:20:07
        P0156,R0209,60,wallet,2025-02-21 08:43:06
        P0157,R0211,460,wallet,2025-02-21 12:13:23
        P0158,R0215,80,wallet,2025-02-21 16:17:33
        P0159,R0216,820,wallet,2025-02-21 18:55:31
        P0160,R0218,265,card,2025-02-22 08:43:10
        P0161,R0219,130,wallet,2025-02-22 10:07:20
        P0162,R0221,820,card,2025-02-22 13:34:34
        P0163,R0224,30,wallet,2025-02-22 16:42:21
        P0164,R0225,190,card,2025-02-22 19:09:48
        P0165,R0229,80,wallet,2025-02-23 08:44:17
        P0166,R0230,160,card,2025-02-23 09:34:02
        P0167,R0233,775,card,2025-02-23 15:23:47
        P0168,R0234,375,card,2025-02-23 16:29:11
        P0169,R0236,130,card,2025-02-24 08:13:01
        P0170,R0238,270,card,2025-02-24 09:41:16
        P0171,R0239,30,wallet,2025-02-24 12:28:36
        P0172,R0240,550,card,2025-02-24 13:04:21
        P0173,R0241,220,card,2025-02-24 15:18:32
        P0174,R0243,140,card,2025-02-24 17:43:26
        P0175,R0244,210,wallet,2025-02-24 19:06:19
        P0176,R0246,450,wallet,2025-02-25 08:32:35
        P0177,R0247,880,card,2025-02-25 09:22:18
        P0178,R0249,925,wallet,2025-02-25 12:26:00
        P0179,R0250,625,card,2025-02-25 12:56:30
        P0180,R0251,140,wallet,2025-02-25 15:28:19
        P0181,R0253,940,card,2025-02-25 17:01:16
        P0182,R0255,820,wallet,2025-02-25 19:59:39
        P0183,R0257,400,card,2025-02-26 08:56:07
        P0184,R0259,1120,wallet,2025-02-26 12:26:38
        P0185,R0260,595,card,2025-02-26 13:16:18
        P0186,R0261,140,wallet,2025-02-26 15:25:23
        P0187,R0262,60,wallet,2025-02-26 16:28:06
        P0188,R0263,600,card,2025-02-26 17:06:08
        P0189,R0264,475,wallet,2025-02-26 18:44:27
        P0190,R0265,680,card,2025-02-27 08:22:31
        P0191,R0266,510,wallet,2025-02-27 09:36:31
        P0192,R0267,980,wallet,2025-02-27 09:53:37
        P0193,R0269,40,wallet,2025-02-27 12:47:52
        P0194,R0270,760,card,2025-02-27 15:24:09
        P0195,R0271,760,card,2025-02-27 15:47:42
        P0196,R0273,90,card,2025-02-27 19:30:19
        P0197,R0274,10,card,2025-02-27 19:52:01
        P0198,R0276,520,wallet,2025-02-28 08:29:43
        P0199,R0277,285,card,2025-02-28 10:29:26
        P0200,R0280,200,card,2025-02-28 15:06:28
        P0201,R0281,280,wallet,2025-02-28 15:56:48

        """##),
    TemplateFile(
      path: "seeds/raw_riders.csv",
      text: ##"""
        rider_id,email,plan,joined_on
        U001,ada1@example.org,member,2024-06-05
        U002,ben2@example.org,member,2024-07-21
        U003,cleo3@example.org,casual,2024-01-03
        U004,dan4@example.org,member,2024-09-04
        U005,eva5@example.org,member,2024-06-19
        U006,finn6@example.org,casual,2024-01-17
        U007,gus7@example.org,member,2024-04-02
        U008,hana8@example.org,member,2024-02-14
        U009,Ivo9@Example.org,casual,2024-07-03
        U010,jana10@example.org,member,2024-04-03
        U011,kim11@example.org,member,2024-09-14
        U012,leo12@example.org,casual,2024-01-27
        U013,mia13@example.org,member,2024-10-04
        U014,nils14@example.org,member,2024-04-21
        U015,ola15@example.org,casual,2024-11-19
        U016,pia16@example.org,member,2024-01-19
        U017,quin17@example.org,member,2024-10-13
        U018,Rosa18@Example.org,casual,2024-01-08
        U019,sven19@example.org,member,2024-01-18
        U020,tess20@example.org,member,2024-03-10
        U021,ada21@example.org,casual,2024-07-05
        U022,ben22@example.org,member,2024-09-04
        U023,cleo23@example.org,member,2024-10-10
        U024,dan24@example.org,casual,2024-09-27
        U025,eva25@example.org,member,2024-11-06
        U026,finn26@example.org,member,2024-02-19
        U027,Gus27@Example.org,casual,2024-10-21
        U028,hana28@example.org,member,2024-04-12
        U029,ivo29@example.org,member,2024-02-18
        U030,jana30@example.org,casual,2024-12-03
        U031,kim31@example.org,member,2024-10-02
        U032,leo32@example.org,member,2024-10-07
        U033,mia33@example.org,casual,2024-08-22
        U034,nils34@example.org,member,2024-09-14
        U035,ola35@example.org,member,2024-06-15
        U036,Pia36@Example.org,casual,2024-10-15
        U037,quin37@example.org,member,2024-06-10
        U038,rosa38@example.org,member,2024-04-26
        U039,sven39@example.org,casual,2024-03-23
        U040,tess40@example.org,member,2024-04-03

        """##),
  ]
}
