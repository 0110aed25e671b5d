#!/bin/sh
# A series in a zone ends by UNTIL in UTC: 02:00Z is 10:00 in Shanghai, so a weekly meeting at 10:00 has its last date then.
# iCal::Parser holds the two against each other by their clocks, 02:00 against 10:00, and loses the last date of every
# series east of Greenwich that ends with it. West of it the same slip does no harm.
#
# Seen with iCal::Parser 1.21 (libical-parser-perl 1.21-3 of Debian 12). Source: RFC 5545, 3.3.10 (UNTIL is inclusive, and
# in UTC where DTSTART has a zone).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
of_perl=$(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
	--no-enhances libical-parser-perl | grep '^lib.*-perl$' | grep -v '^libical-parser-perl$' | sort -u)
apt-get -qq -o APT::Sandbox::User=root download libical-parser-perl=1.21-3 $of_perl
for package in *.deb; do dpkg-deb -x "$package" root; done
cat >read.pl <<'PERL'
use strict;
use warnings;
use iCal::Parser;

sub series {
    my ($zone, $until) = @_;
    return join("\r\n", 'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//EN', 'BEGIN:VEVENT', 'UID:1',
        'DTSTAMP:20260101T000000Z', "DTSTART;TZID=$zone:20261109T100000", 'DURATION:PT1H',
        "RRULE:FREQ=WEEKLY;UNTIL=$until", 'SUMMARY:Review', 'END:VEVENT', 'END:VCALENDAR', '');
}

for (['Asia/Shanghai', '20261130T020000Z'], ['Asia/Shanghai', '20261130T100000Z'], ['America/Lima', '20261130T150000Z']) {
    my ($zone, $until) = @$_;
    my $years = iCal::Parser->new(start => '20261101', end => '20270101')->parse_strings(series($zone, $until))->{events};
    my @days;
    for my $month (sort { $a <=> $b } keys %{ $years->{2026} }) {
        push @days, map { "$month-$_" } sort { $a <=> $b } keys %{ $years->{2026}{$month} };
    }
    print "$zone until $until: @days\n";
}
PERL
libraries=$(find root -type d \( -path '*/usr/share/perl5' -o -path '*/perl5/5.*' -prune \) | tr '\n' ':')
PERL5LIB=$libraries perl read.pl | tee found
cmp found - <<'FOUND'
Asia/Shanghai until 20261130T020000Z: 11-9 11-16 11-23
Asia/Shanghai until 20261130T100000Z: 11-9 11-16 11-23 11-30
America/Lima until 20261130T150000Z: 11-9 11-16 11-23 11-30
FOUND
