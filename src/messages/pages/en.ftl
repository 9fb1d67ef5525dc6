
## The public pages of the directory. The templates are in src/pages/templates.

page-site = House of Friendship
page-site-description = The directory of the House of Friendship and its public bodies: who leads them, who led them before, and which events they hold. Each fact has its source.
page-skip = Skip to the content
page-languages = Languages
page-sections = Sections
page-section =
    { $section ->
        [home] The house
        [organizations] Organizations
        [posts] Posts
        [people] People
        [events] Events
        [figures] Figures
        [sources] Sources
        [lessons] Lessons
       *[other] Directory
    }
page-trail = Where this page is
page-next = Next page
page-first = First page
page-continued = continued
page-footer = Each fact in the directory is shown with its source and the time that it refers to.
page-open-data = Open data
page-updated = Record changed
page-edit = Edit this page
page-cite = How to cite this page
page-cite-figure = How to cite this figure
page-cite-site = Directory of the House of Friendship, as of { $day }
page-record-data = This record as data
page-empty = The directory has no records yet.
page-empty-list = There is nothing here yet.
page-withdrawn = withdrawn record

## Pages. Search

page-search = Search
page-search-label = Search the directory
page-search-for = Search: { $text }
page-search-about = Type the name of an organization, a person or an event. Typing errors and word endings do not matter.
page-search-nothing = Nothing was found. Try a shorter name or another spelling.
page-search-invalid = Type a text of at most 200 characters with at least one letter or digit.
page-found-as = found by the name
page-found-in = found in the text

## Pages. The state of a day

page-day-label = The directory as it was on
page-day-show = Show
page-day-shown = This is the state on { $day }.
page-day-today = Show the current state
page-day-invalid = Type a day in the form 2014-06-01, today at the latest. The current state is shown.
page-not-yet = On this day, the organization did not exist yet.
page-no-longer = On this day, the organization no longer existed.

## Pages. Organizations

page-house-and-bodies = The house and its bodies
page-bodies-in-house = Bodies in the house
page-tree-omits = Only a part of the bodies is listed here.
page-all-organizations = All organizations
page-organizations-about = The organizations of the directory, and the people who lead them.
page-more-about = About the House of Friendship
page-short-name = Short name
page-founded = Founded
page-dissolved = Dissolved
page-name-since = Name used since
page-parent = Part of
page-host = Located in
page-address = Address
page-map = Show on a map
page-parts = Its parts
page-hosted = Organizations in this building
page-members = Members
page-member-count = Members that the directory names: { $count }
page-other-members = Members at other times
page-clubs = Clubs that you can join
page-clubs-ask = Ask to join
page-contacts = Contacts
page-contact-kind =
    { $kind ->
        [ADDRESS] address
        [PHONE] telephone
        [EMAIL] e-mail
        [WEBSITE] website
        [SOCIAL_MEDIA] social network
       *[other] contact
    }
page-opening-hours = Opening hours
page-closed = closed
page-weekday =
    { $day ->
        [MONDAY] Monday
        [TUESDAY] Tuesday
        [WEDNESDAY] Wednesday
        [THURSDAY] Thursday
        [FRIDAY] Friday
        [SATURDAY] Saturday
        [SUNDAY] Sunday
       *[other] day
    }
page-services = Services
page-audience = For
page-fees = Fee
page-service-status =
    { $status ->
        [ACTIVE] offered
        [INACTIVE] not offered at present
        [TEMPORARILY_CLOSED] temporarily closed
        [DEFUNCT] no longer offered
       *[other] unknown
    }
page-accessibility = Accessibility
page-not-available = not available
page-accessibility-feature =
    { $feature ->
        [STEP_FREE_ENTRANCE] step-free entrance
        [RAMP] ramp
        [LIFT] lift for wheelchairs
        [ACCESSIBLE_TOILET] accessible toilet
        [ACCESSIBLE_PARKING] accessible parking
        [TACTILE_PAVING] tactile paving
        [BRAILLE] signs in Braille
        [HEARING_LOOP] hearing loop
        [SIGN_LANGUAGE] sign language
        [ASSISTANCE] assistance from staff
       *[other] other help
    }
page-history = History
page-former-name = Former name
page-other-name = Other name
page-identifiers = Identifiers in other registers

## Pages. Posts and people

page-posts-about = Who leads the organizations, and who led them before. Choose a day to see who held the posts on that day.
page-people-about = The people of the directory, with their posts and memberships.
page-addressed-as = Form of address
page-gender = Gender
page-gender-name =
    { $gender ->
        [FEMALE] female
        [MALE] male
       *[other] not stated
    }
page-born = Born
page-died = Died
page-image = Picture
page-image-open = See the picture
page-licence = licence
page-led-by = led by
page-acting = acting
page-holds-post = holds the post
page-as-of = as of { $date }
page-no-holder = It is not known who held this post on that day.
page-no-holder-now = It is not known who holds this post now.
page-attested = According to the source
page-dates-unknown = Dates unknown
page-member = member
page-memberships = Posts and memberships
page-predecessor = Predecessor
page-successor = Successor
page-names = Names

## Pages. Events

page-event-kind =
    { $kind ->
        [SEMINAR] seminar
        [CONFERENCE] conference
        [MASTER_CLASS] master class
        [TRAINING] training
        [CELEBRATION] celebration
        [CONTEST] contest
        [GATHERING] gathering
       *[other] event
    }
page-all-events = All events
page-events-about = Upcoming and past events, with their organizers and calendar files.
page-events-in = Events in { $month }
page-months = Other months
page-nothing-in-month = No event with a known time in this month.
page-coming = Upcoming events
page-nothing-coming = No upcoming event has a known time yet.
page-more-times = Further times are in the calendar file.
page-no-more-times = No further time is known.
page-coming-omits = There are too many upcoming events to list. Those that begin or began furthest from today are left out.
page-later = Later events
page-recurrence-label = Recurrence
page-recurrence =
    { $recurrence ->
        [REPEATED] held repeatedly
        [YEARLY] held every year
       *[other] repeated
    }
page-held = Held
page-time = Time
page-first-time = First time
page-place = Place
page-format-label = Attendance
page-format =
    { $format ->
        [IN_PERSON] in person
        [ONLINE] online
        [HYBRID] in person or online
       *[other] other
    }
page-event-languages = Languages
page-language-name =
    { $tag ->
        [kk] Kazakh
        [ru] Russian
        [en] English
       *[other] { $tag }
    }
page-organizers = Organizers
page-duration = Duration
page-hours = { $count } h
page-minutes = { $count } min
page-calendars = Add to a calendar
page-calendar = Calendar file
page-calendar-of-all = Calendar file of all events
page-cancelled = cancelled
page-moved = moved, formerly { $from }

## Pages. Figures and sources

page-figures-about = Numbers about the organizations, each with its source and period.
page-no-values = No value is known yet.
page-all-figures = All figures
page-plot = { $name }: bar chart by period; the table below has the values
page-period = Period
page-value = Value
page-area = Area: { $area }
page-more-than = more than { $value }
page-sources-about = The facts in the directory come from these sources.
page-sources-of-page = Sources of this page
page-note = Source { $number }
page-source-open = See source { $number }
page-kind = Kind
page-source-kind =
    { $kind ->
        [NEWSPAPER_ARTICLE] newspaper article
        [WEB_PAGE] web page
        [LEGAL_ACT] legal act
        [DOCUMENT] document
       *[other] source
    }
page-author = Author
page-publisher = Publisher
page-issued = Published
page-accessed = Accessed on
page-archived = Archived copy
page-age = { $years ->
        [one] at least { $years } year ago
       *[other] at least { $years } years ago
    }

## Pages. Dates

page-date-year = { $year }
page-date-years = { $from }–{ $until }
page-date-month =
    { $month ->
        [1] January { $year }
        [2] February { $year }
        [3] March { $year }
        [4] April { $year }
        [5] May { $year }
        [6] June { $year }
        [7] July { $year }
        [8] August { $year }
        [9] September { $year }
        [10] October { $year }
        [11] November { $year }
       *[12] December { $year }
    }
page-date-day =
    { $month ->
        [1] { $day } January { $year }
        [2] { $day } February { $year }
        [3] { $day } March { $year }
        [4] { $day } April { $year }
        [5] { $day } May { $year }
        [6] { $day } June { $year }
        [7] { $day } July { $year }
        [8] { $day } August { $year }
        [9] { $day } September { $year }
        [10] { $day } October { $year }
        [11] { $day } November { $year }
       *[12] { $day } December { $year }
    }
page-date-approximate = c. { $date }
page-date-uncertain = possibly { $date }

## Pages. Changes

page-changes = Changes to this record
page-more-changes = Earlier changes are in the feed of changes
page-changes-title = Changes to the directory
page-changes-feed = Feed of changes
page-change-action =
    { $action ->
        [ADDED] added
        [CHANGED] changed
        [MERGED] merged into another record
        [WITHDRAWN] withdrawn
       *[other] changed
    }
page-record-kind =
    { $kind ->
        [SOURCE] Source
        [ORGANIZATION] Organization
        [PERSON] Person
        [POST] Post
        [MEMBERSHIP] Membership
        [EVENT] Event
        [INDICATOR] Figure
        [OBSERVATION] Value of a figure
        [KIND_TERM] Kind of organization or post
       *[other] Record
    }
page-field =
    { $field ->
        [accessibility] accessibility
        [accessed] date of access
        [acting] acting
        [address] address
        [archivedUrl] archived copy
        [area] area
        [attested] date in the source
        [author] author
        [born] date of birth
        [broader] broader kind
        [citations] sources
        [contactPoints] contacts
        [description] description
        [died] date of death
        [dissolved] date of dissolution
        [familyName] family name
        [format] attendance
        [founded] date of founding
        [gender] gender
        [givenName] given name
        [held] date
        [hosts] location
        [identifiers] identifiers
        [image] picture
        [indicator] figure
        [issued] date of publication
        [kind] kind
        [label] label
        [languages] languages
        [locations] addresses
        [milestones] history
        [name] name
        [names] names
        [note] note
        [openingHours] opening hours
        [organization] organization
        [organizers] organizers
        [otherNames] other names
        [parents] parent organizations
        [patronymic] patronymic
        [period] period
        [person] person
        [place] place
        [position] position in lists
        [post] post
        [publisher] publisher
        [qualifier] precision of the value
        [recurrence] recurrence
        [role] role
        [schedule] schedule
        [scheme] use of the kind
        [services] services
        [shortName] short name
        [since] beginning
        [slug] address of the page
        [supersedes] corrected value
        [title] title
        [unit] unit
        [until] end
        [url] link
        [value] value
       *[other] { $field }
    }

## Pages. Open data

page-data-modified = Last change
page-data-licence = Licence (your choice)
page-data-examples = Examples
page-data-guide = How to read the files
page-file-size = { $bytes ->
        [one] { $bytes } byte
       *[other] { $bytes } bytes
    }

## Pages. Lessons

page-learn = Learn Kazakh
page-learn-about = The lessons of the Parasat Club, “Five words a day”: five words, exercises, and reviews at the right time. Learn on a phone, alone or with a club.
page-learn-open = Start a lesson
page-lesson-count = { $count ->
        [one] { $count } lesson
       *[other] { $count } lessons
    }
page-word-count = { $count ->
        [one] { $count } word
       *[other] { $count } words
    }

## Pages. Problems

page-problem-title =
    { $status ->
        [404] Page not found
        [503] The directory is temporarily unavailable
       *[other] The page could not be shown
    }
page-problem =
    { $status ->
        [404] There is no page at this address. Search for the name in the field at the top.
        [503] Try again in a little while.
       *[other] The error was recorded. Try again in a little while.
    }
