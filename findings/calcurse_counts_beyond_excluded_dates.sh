#!/bin/sh
# COUNT says how many dates a rule has, and EXDATE takes some of them away: four weekly dates without the second are three.
# calcurse goes on to a fifth week for the one that was taken away, so whoever cancels a date of a counted series sends its
# readers a meeting more. A series that ends by UNTIL is read rightly.
#
# Seen with calcurse 4.7.1-1 of Debian 12. Source: RFC 5545, 3.8.5.1 (what EXDATE takes away is counted all the same).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq -o APT::Sandbox::User=root download calcurse=4.7.1-1
dpkg-deb -x calcurse_4.7.1-1_*.deb root
series() {
	printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Example//EN BEGIN:VEVENT UID:1 DTSTAMP:20260101T000000Z \
		DTSTART:20261005T080000 DURATION:PT1H "RRULE:FREQ=WEEKLY;$1" $2 SUMMARY:Review END:VEVENT END:VCALENDAR
}
read_by_calcurse() {
	mkdir -p "$1/data" "$1/config"
	cat >"$1/file.ics"
	TZ=UTC root/usr/bin/calcurse --datadir "$1/data" --confdir "$1/config" --quiet --import "$1/file.ics" >&2
	cat "$1/data/apts"
}
whole=$(series COUNT=4 "" | read_by_calcurse whole)
counted=$(series COUNT=4 EXDATE:20261012T080000 | read_by_calcurse counted)
until=$(series UNTIL=20261026T080000 EXDATE:20261012T080000 | read_by_calcurse until)
printf '%s\n' "four dates:            $whole" "less one, by COUNT:    $counted" "less one, by UNTIL:    $until"
[ "$whole" = "10/05/2026 @ 08:00 -> 10/05/2026 @ 09:00 {1W -> 10/26/2026} |Review" ]
[ "$counted" = "10/05/2026 @ 08:00 -> 10/05/2026 @ 09:00 {1W -> 11/02/2026 !10/12/2026} |Review" ]
[ "$until" = "10/05/2026 @ 08:00 -> 10/05/2026 @ 09:00 {1W -> 10/26/2026 !10/12/2026} |Review" ]
