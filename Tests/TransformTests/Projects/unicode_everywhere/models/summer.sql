select 'naïve ☃' as "naïve"
