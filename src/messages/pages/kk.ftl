
## The public pages of the directory. The templates are in src/pages/templates.

page-site = Достық үйі
page-site-description = Достық үйі мен оның жанындағы қоғамдық ұйымдардың анықтамалығы: кім басқарады, бұрын кім басқарған, қандай шаралар өтеді. Әр деректің көзі көрсетілген.
page-skip = Негізгі мазмұнға өту
page-languages = Тілдер
page-sections = Бөлімдер
page-section =
    { $section ->
        [home] Достық үйі
        [organizations] Ұйымдар
        [posts] Лауазымдар
        [people] Адамдар
        [events] Іс-шаралар
        [figures] Көрсеткіштер
        [sources] Дереккөздер
        [lessons] Сабақтар
       *[other] Анықтамалық
    }
page-trail = Осы беттің орны
page-next = Келесі бет
page-first = Бірінші бет
page-continued = жалғасы
page-footer = Анықтамалықтағы әр деректің көзі бар; дерек қай кезге тиесілі екені жанында жазылған.
page-open-data = Ашық деректер
page-updated = Жазба өзгертілген уақыт
page-edit = Осы бетті өңдеу
page-cite = Бетке сілтеме үлгісі
page-cite-figure = Көрсеткішке сілтеме үлгісі
page-cite-site = «Достық үйі» анықтамалығы, { $day } күнгі күйі
page-record-data = Бұл жазбаның деректері
page-empty = Анықтамалықта әзірге жазба жоқ.
page-empty-list = Мұнда әзірге ештеңе жоқ.
page-withdrawn = жарияланымнан алынған жазба

## Pages. Search

page-search = Іздеу
page-search-label = Анықтамалықтан іздеу
page-search-for = Іздеу: { $text }
page-search-about = Ұйымның, адамның немесе шараның атын жазыңыз. Әріп қатесі мен жалғаулар кедергі болмайды.
page-search-nothing = Ештеңе табылмады. Атауды қысқартып немесе басқаша жазып көріңіз.
page-search-invalid = Кемінде бір әрпі немесе цифры бар, 200 таңбадан аспайтын мәтін жазыңыз.
page-found-as = табылған атауы
page-found-in = мәтіннен табылды

## Pages. The state of a day

page-day-label = Анықтамалықтың мына күнгі күйі
page-day-show = Көрсету
page-day-shown = { $day } күнгі күйі көрсетілген.
page-day-today = Бүгінгі күйін көрсету
page-day-invalid = Бүгінгі не одан бұрынғы күнді 2014-06-01 түрінде жазыңыз. Бүгінгі күйі көрсетілген.
page-not-yet = Бұл күні ұйым әлі құрылмаған еді.
page-no-longer = Бұл күні ұйым таратылып қойған еді.

## Pages. Organizations

page-house-and-bodies = Достық үйі және оның жанындағы ұйымдар
page-bodies-in-house = Достық үйінде орналасқан ұйымдар
page-tree-omits = Мұнда ұйымдардың бір бөлігі ғана көрсетілген.
page-all-organizations = Барлық ұйымдар
page-organizations-about = Анықтамалықтағы ұйымдар және оларды басқаратын адамдар.
page-more-about = Достық үйі туралы
page-short-name = Қысқаша атауы
page-founded = Құрылған уақыты
page-dissolved = Таратылған уақыты
page-name-since = Атауы қолданыла бастаған уақыты
page-parent = Жоғары тұрған ұйым
page-host = Орналасқан жері
page-address = Мекенжайы
page-map = Картадан көру
page-parts = Құрамындағы ұйымдар
page-hosted = Осы ғимаратта орналасқан ұйымдар
page-members = Мүшелері
page-member-count = Анықтамалықта аталған мүшелер саны: { $count }
page-other-members = Басқа кезеңдердегі мүшелер
page-clubs = Қосылуға болатын клубтар
page-clubs-ask = Қосылуға өтініш беру
page-contacts = Байланыс
page-contact-kind =
    { $kind ->
        [ADDRESS] мекенжай
        [PHONE] телефон
        [EMAIL] электрондық пошта
        [WEBSITE] сайт
        [SOCIAL_MEDIA] әлеуметтік желі
       *[other] байланыс
    }
page-opening-hours = Жұмыс уақыты
page-closed = жабық
page-weekday =
    { $day ->
        [MONDAY] дүйсенбі
        [TUESDAY] сейсенбі
        [WEDNESDAY] сәрсенбі
        [THURSDAY] бейсенбі
        [FRIDAY] жұма
        [SATURDAY] сенбі
        [SUNDAY] жексенбі
       *[other] күн
    }
page-services = Қызметтер
page-audience = Кімге арналған
page-fees = Ақысы
page-service-status =
    { $status ->
        [ACTIVE] көрсетіледі
        [INACTIVE] қазір көрсетілмейді
        [TEMPORARILY_CLOSED] уақытша жабық
        [DEFUNCT] енді көрсетілмейді
       *[other] белгісіз
    }
page-accessibility = Мүмкіндігі шектеулі жандарға жағдай
page-not-available = жоқ
page-accessibility-feature =
    { $feature ->
        [STEP_FREE_ENTRANCE] баспалдақсыз кіреберіс
        [RAMP] пандус
        [LIFT] арбаға арналған лифт
        [ACCESSIBLE_TOILET] қолжетімді дәретхана
        [ACCESSIBLE_PARKING] қолжетімді тұрақ
        [TACTILE_PAVING] тактильді жол
        [BRAILLE] Брайль жазуындағы белгілер
        [HEARING_LOOP] индукциялық ілмек
        [SIGN_LANGUAGE] ымдау тілі
        [ASSISTANCE] қызметкерлердің көмегі
       *[other] басқа көмек
    }
page-history = Тарихы
page-former-name = Бұрынғы атауы
page-other-name = Басқа атауы
page-identifiers = Басқа тізілімдердегі нөмірлері

## Pages. Posts and people

page-posts-about = Ұйымдарды кім басқарады және бұрын кім басқарған. Күнді таңдасаңыз, сол күнгі лауазым иелері белгіленеді.
page-people-about = Анықтамалықтағы адамдар, олардың лауазымдары мен ұйымдардағы мүшелігі.
page-addressed-as = Хатта жүгіну түрі
page-gender = Жынысы
page-gender-name =
    { $gender ->
        [FEMALE] әйел
        [MALE] ер
       *[other] көрсетілмеген
    }
page-born = Туған уақыты
page-died = Қайтыс болған уақыты
page-image = Суреті
page-image-open = Суретті көру
page-licence = лицензиясы
page-led-by = жетекшісі
page-acting = міндетін атқарушы
page-holds-post = лауазым иесі
page-as-of = мына кездегі жағдай бойынша: { $date }
page-no-holder = Бұл күні лауазымды кім атқарғаны белгісіз.
page-no-holder-now = Бұл лауазымды қазір кім атқаратыны белгісіз.
page-attested = Дереккөз бойынша
page-dates-unknown = Мерзімі белгісіз
page-member = мүше
page-memberships = Лауазымдары мен мүшеліктері
page-predecessor = Алдындағы лауазым иесі
page-successor = Кейінгі лауазым иесі
page-names = Есімдері

## Pages. Events

page-event-kind =
    { $kind ->
        [SEMINAR] семинар
        [CONFERENCE] конференция
        [MASTER_CLASS] шеберлік сабағы
        [TRAINING] тренинг
        [CELEBRATION] мереке
        [CONTEST] байқау
        [GATHERING] жиын
       *[other] іс-шара
    }
page-all-events = Барлық іс-шара
page-events-about = Алдағы және өткен іс-шаралар, оларды ұйымдастырушылар мен күнтізбе файлдары.
page-events-in = Іс-шаралар: { $month }
page-months = Басқа айлар
page-nothing-in-month = Бұл айда уақыты белгілі іс-шара жоқ.
page-coming = Алдағы іс-шаралар
page-nothing-coming = Уақыты белгіленген іс-шара әзірге жоқ.
page-more-times = Қалған күндері күнтізбе файлында бар.
page-no-more-times = Келесі уақыты белгісіз.
page-coming-omits = Алдағы іс-шаралар тізімге сыятыннан көп. Мұнда бүгінгі күннен ең алыс уақытта басталатын немесе басталған іс-шаралар жоқ.
page-later = Кейінгі іс-шаралар
page-recurrence-label = Қайталануы
page-recurrence =
    { $recurrence ->
        [REPEATED] бірнеше рет өткізіледі
        [YEARLY] жыл сайын өткізіледі
       *[other] қайталанады
    }
page-held = Өткен уақыты
page-time = Уақыты
page-first-time = Алғашқы рет
page-place = Өтетін жері
page-format-label = Қатысу түрі
page-format =
    { $format ->
        [IN_PERSON] келіп қатысу
        [ONLINE] онлайн
        [HYBRID] келіп немесе онлайн қатысу
       *[other] басқаша
    }
page-event-languages = Тілдері
page-language-name =
    { $tag ->
        [kk] қазақ тілі
        [ru] орыс тілі
        [en] ағылшын тілі
       *[other] { $tag }
    }
page-organizers = Ұйымдастырушылар
page-duration = Ұзақтығы
page-hours = { $count } сағ
page-minutes = { $count } мин
page-calendars = Күнтізбеге қосу
page-calendar = Күнтізбе файлы
page-calendar-of-all = Барлық іс-шараның күнтізбе файлы
page-cancelled = болмайды
page-moved = уақыты ауыстырылды, бұрынғысы: { $from }

## Pages. Figures and sources

page-figures-about = Ұйымдар туралы сандар, әрқайсысының дереккөзі мен кезеңі бар.
page-no-values = Мәні әзірге белгісіз.
page-all-figures = Барлық көрсеткіштер
page-plot = { $name }: кезең бойынша бағаналы диаграмма, мәндері төмендегі кестеде
page-period = Кезең
page-value = Мәні
page-area = Аймақ: { $area }
page-more-than = { $value } санынан астам
page-sources-about = Анықтамалықтағы деректер мына дереккөздерден алынған.
page-sources-of-page = Осы беттің дереккөздері
page-note = { $number }-дереккөз
page-source-open = { $number }-дереккөзді ашу
page-kind = Түрі
page-source-kind =
    { $kind ->
        [NEWSPAPER_ARTICLE] газет мақаласы
        [WEB_PAGE] веб-бет
        [LEGAL_ACT] құқықтық акт
        [DOCUMENT] құжат
       *[other] дереккөз
    }
page-author = Авторы
page-publisher = Баспасы
page-issued = Жарияланған уақыты
page-accessed = Қаралған күні
page-archived = Мұрағаттағы көшірмесі
page-age = кемінде { $years } жыл бұрын

## Pages. Dates

page-date-year = { $year } ж.
page-date-years = { $from }–{ $until } жж.
page-date-month =
    { $month ->
        [1] { $year } ж. қаңтар
        [2] { $year } ж. ақпан
        [3] { $year } ж. наурыз
        [4] { $year } ж. сәуір
        [5] { $year } ж. мамыр
        [6] { $year } ж. маусым
        [7] { $year } ж. шілде
        [8] { $year } ж. тамыз
        [9] { $year } ж. қыркүйек
        [10] { $year } ж. қазан
        [11] { $year } ж. қараша
       *[12] { $year } ж. желтоқсан
    }
page-date-day =
    { $month ->
        [1] { $year } ж. { $day } қаңтар
        [2] { $year } ж. { $day } ақпан
        [3] { $year } ж. { $day } наурыз
        [4] { $year } ж. { $day } сәуір
        [5] { $year } ж. { $day } мамыр
        [6] { $year } ж. { $day } маусым
        [7] { $year } ж. { $day } шілде
        [8] { $year } ж. { $day } тамыз
        [9] { $year } ж. { $day } қыркүйек
        [10] { $year } ж. { $day } қазан
        [11] { $year } ж. { $day } қараша
       *[12] { $year } ж. { $day } желтоқсан
    }
page-date-approximate = шамамен { $date }
page-date-uncertain = болжам бойынша { $date }

## Pages. Changes

page-changes = Жазбаның өзгерістері
page-more-changes = Бұрынғы өзгерістер өзгерістер таспасында
page-changes-title = Анықтамалықтағы өзгерістер
page-changes-feed = Өзгерістер таспасы
page-change-action =
    { $action ->
        [ADDED] қосылды
        [CHANGED] өзгертілді
        [MERGED] басқа жазбаға біріктірілді
        [WITHDRAWN] жарияланымнан алынды
       *[other] өзгертілді
    }
page-record-kind =
    { $kind ->
        [SOURCE] Дереккөз
        [ORGANIZATION] Ұйым
        [PERSON] Адам
        [POST] Лауазым
        [MEMBERSHIP] Мүшелік
        [EVENT] Іс-шара
        [INDICATOR] Көрсеткіш
        [OBSERVATION] Көрсеткіштің мәні
        [KIND_TERM] Ұйым не лауазым түрі
       *[other] Жазба
    }
page-field =
    { $field ->
        [accessibility] қолжетімділік
        [accessed] қаралған күні
        [acting] міндетін атқару
        [address] мекенжайы
        [archivedUrl] мұрағаттағы көшірмесі
        [area] аумақ
        [attested] дереккөздегі күні
        [author] автор
        [born] туған күні
        [broader] кеңірек түрі
        [citations] дереккөздер
        [contactPoints] байланыс деректері
        [description] сипаттама
        [died] қайтыс болған күні
        [dissolved] таратылған күні
        [familyName] тегі
        [format] қатысу түрі
        [founded] құрылған күні
        [gender] жынысы
        [givenName] есімі
        [held] өткізілген күні
        [hosts] орналасқан жері
        [identifiers] идентификаторлар
        [image] суреті
        [indicator] көрсеткіш
        [issued] жарияланған күні
        [kind] түрі
        [label] атауы
        [languages] тілдер
        [locations] мекенжайлары
        [milestones] тарихы
        [name] атауы
        [names] атаулары
        [note] ескертпе
        [openingHours] жұмыс уақыты
        [organization] ұйым
        [organizers] ұйымдастырушылар
        [otherNames] басқа атаулары
        [parents] жоғары тұрған ұйымдар
        [patronymic] әкесінің аты
        [period] кезең
        [person] адам
        [place] өтетін жері
        [position] тізімдегі орны
        [post] лауазым
        [publisher] баспа
        [qualifier] мәннің дәлдігі
        [recurrence] қайталануы
        [role] рөлі
        [schedule] кестесі
        [scheme] қай жазбалардың түрі
        [services] қызметтер
        [shortName] қысқаша атауы
        [since] басталуы
        [slug] бет мекенжайы
        [supersedes] түзетілген мән
        [title] атауы
        [unit] өлшем бірлігі
        [until] аяқталуы
        [url] сілтеме
        [value] мәні
       *[other] { $field }
    }

## Pages. Open data

page-data-modified = Соңғы өзгеріс
page-data-licence = Лицензия, таңдау бойынша
page-data-examples = Мысалдар
page-data-guide = Файлдарды қалай оқу керек (ағылшынша)
page-file-size = { $bytes } байт

## Pages. Lessons

page-learn = Қазақ тілін үйрену
page-learn-about = «Парасат» клубының «Күніне бес сөз» сабақтары: күніне бес сөз, жаттығулар және дер кезінде қайталау. Телефонмен де, клубпен бірге де үйренуге болады.
page-learn-open = Сабақты бастау
page-lesson-count = { $count } сабақ
page-word-count = { $count } сөз

## Pages. Problems

page-problem-title =
    { $status ->
        [404] Бет табылмады
        [503] Анықтамалық уақытша қолжетімсіз
       *[other] Бетті көрсету мүмкін болмады
    }
page-problem =
    { $status ->
        [404] Мұндай мекенжайда бет жоқ. Жоғарыдағы өріске атауды жазып іздеңіз.
        [503] Біраздан кейін бетті қайта ашыңыз.
       *[other] Қате тіркелді. Біраздан кейін бетті қайта ашыңыз.
    }
