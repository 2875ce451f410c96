"""The site's settings, without what only makes tests slow or needs a build."""

from casetracker.settings import *  # noqa: F403  # every setting but those below
from casetracker.settings import STORAGES

# Tests ask from one address, more often than anybody should.
API_MOST_A_MINUTE = READER_COST_A_MINUTE = 0
# Processes that test side by side must not wait for one another, nor for an answer a test does not read.
HEAVY_AT_ONCE = 0

# Tests write to the database past the services, and so past the clock that the cache goes by.
ANSWER_CACHE = False

# Slow hashes protect people's passwords; a test has none to protect.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Hashed names need `collectstatic` first.
HASHED_STATIC_FILES = False
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
