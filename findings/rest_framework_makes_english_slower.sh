#!/bin/sh
# With Django REST framework among INSTALLED_APPS every English text is looked up twice, in any app. The framework ships
# catalogues for en and for en_US; gettext, asked for "en", tries en_US first, since that is what the locale is short
# for, finds both, and hangs the second one behind the first. Django merges the first into its catalogue and keeps the
# second as the fallback of the whole language: whatever English has no translation for, which in a project written in
# English is all of it, is then asked of that one too. Nothing reads differently; gettext() only takes longer.
#
# Seen with Django 5.2.19, djangorestframework 3.18.3 on Python 3.11. Sources: django/utils/translation/trans_real.py
# (DjangoTranslation.merge), gettext.py of the standard library (_expand_lang, translation).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check django==5.2.19 djangorestframework==3.18.3
cd "$folder"
cat > calls.py <<'PYTHON'
import cProfile
import pstats
import sys

import django
from django.conf import settings

settings.configure(INSTALLED_APPS=sys.argv[1:], USE_I18N=True, LANGUAGE_CODE="en")
django.setup()

from django.utils import translation
from django.utils.translation import trans_real

with translation.override("en"):
    translation.gettext("A text of our own")
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(100):
        translation.gettext("A text of our own")
    profile.disable()
print(trans_real.translation("en")._fallback is not None, pstats.Stats(profile).total_calls // 100)
PYTHON
plain=$("$folder/venv/bin/python" calls.py django.contrib.contenttypes django.contrib.auth)
with=$("$folder/venv/bin/python" calls.py django.contrib.contenttypes django.contrib.auth rest_framework)
echo "has a fallback, calls of one gettext(): without $plain, with rest_framework $with"
case "$plain" in False*) ;; *) echo "English has a fallback without it, too"; exit 1 ;; esac
case "$with" in True*) ;; *) echo "English has no fallback now"; exit 1 ;; esac
[ "${with#* }" -gt "${plain#* }" ] || { echo "it takes no more calls now"; exit 1; }
