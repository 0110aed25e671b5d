// One small module per behaviour, found by data-* attributes. Every page works without any of them.

import "./busy.js";
import "./chosen_by.js";
import "./copy.js";
import "./countdown.js";
import "./dialog.js";
import "./keep.js";
import "./launch.js";
import "./live.js";
import "./live_menu.js";
import "./local_time.js";
import "./menu.js";
import "./offline.js";
import "./panes.js";
import "./picker.js";
import "./print.js";
import "./reveal.js";
import "./signed_out.js";
import "./switches.js";
import "./time_zone.js";
import "./watch.js";
import "./weekday.js";
import "./zone.js";
