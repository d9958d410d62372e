// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtTesting5: [TemplateFile] = [
    TemplateFile(
      path: "tests/singular/bikes_leave_as_often_as_they_arrive.sql",
      text: ##"""
        -- Every ride leaves somewhere and arrives somewhere.
        select sum(departures) as departures, sum(arrivals) as arrivals
        from {{ ref('rides_by_station') }}
        having sum(departures) <> sum(arrivals)

        """##),
    TemplateFile(
      path: "tests/singular/every_priced_ride_is_paid_for.sql",
      text: ##"""
        -- The sums may agree while single rides do not: each ride is held against its own payment.
        {{ config(store_failures=true) }}
        select rides.ride_id, rides.price_cents, payments.amount_cents
        from {{ ref('fct_rides') }} as rides
        full join {{ ref('stg_payments') }} as payments on payments.ride_id = rides.ride_id
        where coalesce(rides.price_cents, 0) <> coalesce(payments.amount_cents, 0)

        """##),
    TemplateFile(
      path: "tests/singular/rides_end_after_they_start.sql",
      text: ##"""
        -- Time goes forward.
        select ride_id, started_at, ended_at
        from {{ ref('stg_rides') }}
        where ended_at < started_at

        """##),
    TemplateFile(
      path: "tests/singular/the_new_rides_by_station_says_what_the_old_did.sql",
      text: ##"""
        -- Goes with the old version once nobody needs it any more.
        select *
        from ({{ compare_rows(ref('rides_by_station_old'), ref('rides_by_station'), 'station_id',
          ['station_name', 'departures', 'arrivals']) }}) as compared
        where verdict <> 'same'

        """##),
  ]
}
