"""The personal calendar, outside the workspace: calendar programs cannot sign in, the address itself is the key."""

from django.urls import path

from notices.views import upcoming

app_name = "calendar"
urlpatterns = [path("<str:token>.ics", upcoming.feed, name="feed")]
