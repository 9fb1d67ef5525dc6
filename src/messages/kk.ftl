### The sentences for people, in Kazakh. The syntax is Fluent: https://projectfluent.org/fluent/guide/
###
### kk.ftl, ru.ftl and en.ftl have the same messages in the same order. A message uses the same variables ({ $days }) and
### the same variants ([minute]) in each file; only the plural categories ([one], [few]) follow the language. Tests check
### this. Keys and variables are not translated. Numbers are written with the decimal separator of the language.


## Problems: what a person has to do after a request was refused. One sentence each.
## The key is the code that programs see; crates/domain/src/problem.rs says what it means.


## Problems. Any feature

problem-NOT_FOUND = Мұндай жазба табылмады.
problem-FORBIDDEN = Сіздің рөліңіз бұған рұқсат бермейді.
problem-REQUIRED = Бұл өрісті толтырыңыз.
problem-INVALID_TEXT = Мәтіннен U+0000 таңбасын алып тастаңыз.
problem-INVALID_REASON = 1–1000 таңбадан тұратын мәтін жазыңыз.
# A slug is the name of a record in addresses.
problem-INVALID_SLUG = Атауды латынның кіші әріптерімен, цифрлармен және олардың арасындағы дефистермен жазыңыз, 80 таңбаға дейін.
problem-SLUG_TAKEN = Бұл атау бос емес: басқасын таңдаңыз.
problem-DUPLICATE_ITEM = Қайталанған элементті алып тастаңыз.
problem-TOO_MANY_ITEMS = Бір жолы тым көп: азайтыңыз немесе бөліп жіберіңіз.
problem-MALFORMED_ITEM = Бұл элементтің бір мәнін оқу мүмкін емес: оны схемада көрсетілген түрде жіберіңіз.
problem-TOO_MANY_ATTEMPTS = Әрекет саны тым көп: сәл күтіп, қайталаңыз.
problem-CONFLICT = Жазбаны сіз оқығаннан кейін біреу өзгертті: қайта оқып, өзгерісіңізді жаңадан енгізіңіз.
problem-NO_CHANGES = Кемінде бір өзгеріс енгізіңіз.
# For a proposed correction of the directory.
problem-ALREADY_DECIDED = Бұл ұсыныс бойынша шешім қабылданған.
problem-DELETED_SINCE = Осы сұраумен жасалған нәрсе содан бері жойылған: әлі керек болса, қайтадан бастаңыз.

## Problems. Accounts

problem-INVALID_EMAIL = Электрондық поштаның мекенжайын name@example.kz түрінде жазыңыз.
problem-EMAIL_TAKEN = Бұл мекенжай тіркелген: кіріңіз немесе басқа мекенжай көрсетіңіз.
problem-EMAIL_NOT_SET_UP = Сервис әзірге хат жібере алмайды: әкімшіге хабарласыңыз.
problem-NO_EMAIL = Тіркелгіңізде әзірге электрондық пошта мекенжайы жоқ: оны баптауларда көрсетіңіз.
problem-INVALID_EMAIL_LINK = Бұл сілтеме енді жарамайды: жаңа хат сұраңыз.
problem-INVALID_USERNAME = Пайдаланушы атын 4–30 латын әрпі мен цифрдан құраңыз, біріншісі әріп болсын.
problem-USERNAME_TAKEN = Бұл пайдаланушы аты бос емес: басқасын таңдаңыз.
problem-INVALID_LOGIN_CODE = Пайдаланушы аты немесе код қате, әйтпесе кодтың мерзімі өтіп кеткен: клуб жетекшісінен жаңасын сұраңыз.
problem-LOGIN_CODE_NOT_ALLOWED = Кіру коды электрондық поштасы жоқ және ештеңе басқармайтын мүшелерге ғана беріледі.
problem-PASSWORD_TOO_SHORT = Кемінде 8 таңбадан тұратын құпиясөз таңдаңыз.
problem-PASSWORD_TOO_LONG = 256 таңбадан аспайтын құпиясөз таңдаңыз.
problem-PASSWORD_TOO_COMMON = Оңай табылмайтын құпиясөз таңдаңыз.
problem-PASSWORD_PERSONAL = Құрамында атыңыз да, поштаңыздың мекенжайы да жоқ құпиясөз таңдаңыз.
problem-INVALID_CREDENTIALS = Электрондық пошта, пайдаланушы аты немесе құпиясөз қате.
problem-SECOND_FACTOR_REQUIRED = Аутентификатор қолданбасындағы кодты немесе қалпына келтіру кодын енгізіңіз, болмаса кіру кілтімен кіріңіз.
problem-INVALID_SECOND_FACTOR = Бұл код қате, ескірген немесе бұрын қолданылған: ағымдағы кодты немесе қалпына келтіру кодын енгізіңіз.
problem-TOTP_ENABLED = Аутентификатор қолданбасы қосулы тұр: қайта баптау үшін алдымен оны өшіріңіз.
problem-NO_SECOND_FACTOR = Екі сатылы кіру бапталмаған: алдымен оны баптаңыз.
problem-LAST_SECOND_FACTOR = Сіздің рөліңізге екі сатылы кіру қажет, ал бұл — сіздегі жалғыз тәсіл: алдымен басқасын баптаңыз.
problem-INVALID_PASSKEY = Бұл кіру кілті қабылданбады. Қайталап көріңіз немесе басқа тәсілмен кіріңіз.
problem-TOO_MANY_PASSKEYS = Сізде 20 кіру кілті бар: пайдаланбайтын біреуін өшіріңіз.
problem-PASSKEYS_NOT_SET_UP = Мұнда кіру кілттері бапталмаған: басқа тәсілмен кіріңіз немесе әкімшіге хабарласыңыз.
problem-ROLE_NEEDS_SECOND_FACTOR = Сіздің рөліңізге екі сатылы кіру қажет: алдымен оны тіркелгі баптауларында қосыңыз.
problem-ACCOUNT_DISABLED = Бұл тіркелгі бұғатталған: әкімшіге хабарласыңыз.
problem-ACCOUNT_AWAITS_DELETION = Бұл тіркелгі иесінің сұрауымен жойылуды күтіп тұр: алдымен иесі кірсін, сонда жою тоқтатылады.
problem-REAUTHENTICATION_REQUIRED = Құпиясөзіңізді қайта енгізіңіз.
problem-INVALID_NAME = Ұзындығы 1-ден 80 таңбаға дейінгі, көзге көрінетін атау жазыңыз.
problem-UNKNOWN_TIME_ZONE = Уақыт белдеуін IANA атауымен көрсетіңіз, мысалы Asia/Almaty.
problem-INVALID_LANGUAGE_TAG = Тілді BCP 47 белгісімен көрсетіңіз, мысалы ru, en, ug.
problem-INVALID_DAILY_GOAL = Күндік мақсат 1-ден 100-ге дейінгі сөз болады.

## Problems. Learning: settings

problem-NOTHING_TO_CHALLENGE = Бұл жауап онсыз да есепке алынған немесе бағаланбаған.
problem-INVALID_PAUSE = Үзіліс бүгіннен кейін, 366 күннен аспай аяқталуы керек.
problem-INVALID_DAYS = Жиналып қалған карточкаларды 2–60 күнге бөлуге болады.
problem-INVALID_RETENTION = Есте сақтау деңгейі 0,7-ден 0,99-ға дейін болады.
problem-INVALID_MAXIMUM_INTERVAL = Ең ұзақ аралық 1 күннен 36 500 күнге дейін болады.
problem-INVALID_STEPS = Қадам саны 8-ден аспайды, әрқайсысы 1 секундтан 86 400 секундқа дейін болады.
problem-INVALID_EASY_DAYS = Аптаның жеті күніне 0-ден 100-ге дейінгі жеті пайыз беріңіз, дүйсенбіден бастап.
problem-INVALID_PARAMETER_COUNT = FSRS-6 үлгісінің 21 параметрін беріңіз.
problem-PARAMETER_NOT_FINITE = Үлгінің параметрі ақырлы сан болады.
problem-PARAMETER_OUT_OF_RANGE = Параметр өз ауқымынан шығып тұр: FSRS-6 ауқымдарын қараңыз.
problem-OPTIMIZATION_RUNNING = Басқа баптаулармен оңтайландыру жүріп жатыр: аяқталғанын күтіңіз.
problem-INVALID_GLOSS_LANGUAGES = Мағына көрсетілетін 1-ден 8-ге дейін тілді, әрқайсысын бір рет беріңіз.
problem-INVALID_ROLLOVER_HOUR = Оқу күні 0-ден 23-ке дейінгі сағатта басталады.
problem-INVALID_SKILLS = Кемінде бір дағды таңдаңыз, әрқайсысын бір рет.
problem-INVALID_DAILY_LIMIT = Күндік шек 0-ден 9999-ға дейінгі карточка болады.
problem-INVALID_LEECH_THRESHOLD = Карточка 2-ден 99-ға дейін рет ұмытылғанда қиын деп саналады.
problem-PUSH_NOT_SET_UP = Бұл сервис құрылғыларға еске салу жібермейді.
problem-INVALID_PUSH_SUBSCRIPTION = Браузерде қайта жазылыңыз: бұл жазылым жарамайды.

## Problems. Learning: reviews

problem-REVIEW_ID_REUSED = Бұл идентификатормен басқа жауап сақталған: жаңа UUID жасаңыз.
problem-INVALID_REVIEW_TIME = Жауап уақыты болашақта не карточка жасалғанға дейін: құрылғының сағатын тексеріңіз.
problem-RESET_ID_REUSED = Бұл идентификатор басқа карточкаға не басқа уақытқа қолданылған: жаңа UUID жасаңыз.
problem-INVALID_RESET_TIME = Уақыт болашақта не карточка жасалғанға дейін: құрылғының сағатын тексеріңіз.
problem-INVALID_DURATION = Жауап ұзақтығы 0-ден 3 600 000 миллисекундқа дейін болады.
problem-CARD_REQUIRED = Карточканы көрсетіңіз: cardId немесе wordId мен skill-ді бірге жіберіңіз.
problem-INVALID_ANSWER = Жаттығуға сай, 200 таңбадан аспайтын жауап беріңіз.
problem-INVALID_EXERCISE = Бұл карточкада мұндай жаттығу жоқ: жаттығуды қайта сұраңыз.
# For a review; TOO_MANY_ITEMS is for other lists.
problem-BEYOND_BATCH = Бір сұрауда алғашқы 200 жауап қана қабылданады: мұны келесі сұраумен қайта жіберіңіз.

## Problems. Learning: notes, synonyms, reports

problem-INVALID_NOTE = Басқару таңбаларынсыз, 2000 таңбаға дейінгі жазба жазыңыз.
problem-INVALID_SYNONYM = Басқару таңбаларынсыз, 1-ден 100 таңбаға дейінгі синоним жазыңыз.
problem-TOO_MANY_SYNONYMS = Ең көбі 8 тілде, әр тілде 20 синонимге дейін беріңіз, әр тілді бір рет.
problem-BLOCKED_SYNONYM = Бұл жауап осы сөзге келмейді: басқа синоним жазыңыз.
problem-SYNONYM_OF_ANOTHER_WORD = Бұл сабақтағы басқа сөздің мағынасы: басқа синоним жазыңыз.
problem-INVALID_GLOSS = Басқару таңбаларынсыз, 1-ден 300 таңбаға дейінгі мағына жазыңыз.
problem-REPORT_ALREADY_OPEN = Бұл сөз не жауап туралы хабарлағансыз: редакторлардың жауабын күтіңіз.
problem-TOO_MANY_REPORTS = Сіздің 50 хабарламаңыз жауап күтіп тұр: алдымен соларға жауап берілсін.
# For a report about a wrong meaning of a word.
problem-REPORT_DECIDED = Бұл хабарламаға жауап берілген.

## Problems. Learning: word lists

problem-INVALID_WORD_LIST_SIZE = Тізімде курстарда бар 1-ден 500-ге дейін сөз болуы керек: сөздердің жазылуын тексеріңіз.
problem-TOO_MANY_WORD_LISTS = Сізде 50 тізім бар: керек емес біреуін өшіріңіз.

## Problems. Clubs

problem-UNKNOWN_INVITE_CODE = Мұндай шақыру коды жоқ: кодты клуб жетекшісінен сұраңыз.
problem-INVITATION_EXPIRED = Шақыру кодының мерзімі өтті: клуб жетекшісінен жаңасын сұраңыз.
problem-INVITATION_USED_UP = Шақыру коды толық пайдаланылды: клуб жетекшісінен жаңасын сұраңыз.
problem-TOO_MANY_INVITATIONS = Клубта 1000-нан көп жарамды шақыру коды бола алмайды: керек еместерін қайтарып алыңыз.
problem-INVALID_MAX_USES = Шақыру коды 1-ден 1000 адамға дейін жарайды.
problem-INVALID_EXPIRY = Мерзімнің соңын болашақтан, 366 күннен аспайтындай етіп таңдаңыз.
problem-INVALID_CSV = Бірінші жолында «name» бағаны бар, әр адамға бір жолдан тұратын CSV кестесін беріңіз.
problem-TOO_MANY_ROWS = Бір кестеде 500 жолға дейін болады: оны бөліп жіберіңіз.
problem-ALREADY_MEMBER = Сіз бұл клубтың мүшесісіз.
problem-TOO_MANY_JOIN_REQUESTS = Сіздің 20 өтінішіңіз жауап күтіп тұр: бірін қайтарып алыңыз немесе жауап күтіңіз.
problem-LAST_LEADER = Клубқа жетекші керек: алдымен басқа мүшені жетекші етіңіз.
problem-CLUB_ARCHIVED = Клуб мұрағатта. Жетекшісінен оны қайта ашуын сұраңыз.
problem-LEADS_CLUB = Бұл мүше клубты басқарады: алдымен оны қатардағы мүше етіңіз.
problem-MAY_NOT_LEAD = Бұл тіркелгі клуб басқара алмайды: алдымен әкімші оған жетекші рөлін беруі керек.
problem-MOVED_MEMBER_ALREADY = Бұл мүше екінші клубта бұрыннан бар.
problem-INVALID_ASSIGNMENT_SIZE = Кемінде бір сабақ не сөз таңдаңыз: ең көбі 10 сабақ, барлығы 200 сөз.
problem-INVALID_DEADLINE = Соңғы күн бүгіннен де, бірінші күннен де ерте болмайды және одан 366 күннен аспайды.
problem-TOO_MANY_ASSIGNMENTS = Клубта ағымдағы және алдағы 30 тапсырма бар: алдымен бірін қайтарып алыңыз немесе бірі аяқталғанын күтіңіз.
problem-ASSIGNMENT_WITHDRAWN = Бұл тапсырма қайтарып алынған: жаңасын жасаңыз.
# For a request to join a club.
problem-REQUEST_DECIDED = Бұл өтініш бойынша шешім қабылданған.

## Problems. Contests

problem-INVALID_CONTEST_WORDS = Сабақтардан 1-ден 500-ге дейін сөз таңдаңыз.
problem-INVALID_CONTEST_SPAN = Жарыс 1 күннен 366 күнге дейін созылады: соңғы күнін түзетіңіз.
problem-CONTEST_ENDED = Жарыс аяқталды: басқасын таңдаңыз.
problem-INVALID_TEAM_KIND = Бұл жарыста мұндай командалар жоқ: «teams» өрісін қараңыз.

## Problems. The directory

problem-CITATION_REQUIRED = Мәліметтің дереккөзін көрсетіңіз.
problem-INVALID_DIRECTORY_TEXT = Басқару таңбаларынсыз, бос емес мәтін жазыңыз: 300 таңбаға дейін, сипаттама мен дәйексөз 10 000 таңбаға дейін.
problem-INVALID_LINK = http:// немесе https:// және сайт атауы бар сілтеме беріңіз: https://example.kz.
problem-INVALID_DATE = Күнді EDTF түрінде беріңіз: 2015, 2015-03 немесе 2015-03-01, шамамен болса соңына ~, күмәнді болса ? қойыңыз; аралықты 2015/2017, соңы белгісіз болса 2015/.. деп жазыңыз.
problem-NO_SUCH_DATE = Мұндай күн жоқ: айы мен күнін тексеріңіз.
problem-INVALID_DAY = Күнтізбедегі күнді беріңіз, мысалы 2026-11-23.
problem-REVERSED_INTERVAL = Аралық басталмай тұрып аяқталады: бұрынғы күнді бірінші жазыңыз, мысалы 2015/2017.
problem-INTERVAL_NOT_ALLOWED = Мұнда аралық емес, бір күн керек: 2015, 2015-03 немесе 2015-03-01.
problem-INVALID_OPENING_HOURS = Ашылатын және жабылатын уақытын екеуін де, әртүрлі етіп беріңіз; бұл күндері жабық болса, екеуін де бермеңіз.
problem-INVALID_TIME_OF_DAY = Тәулік уақытын 00:00 мен 23:59 аралығында беріңіз, мысалы 09:00.
problem-INVALID_PERIOD = Басталуы мен аяқталуын тексеріңіз: мерзім басталмай тұрып аяқталады.
problem-INVALID_IDENTIFIER = Тізілім атауын slug түрінде, мәнін сол тізілімнің ережесімен жазыңыз: wikidata үшін Q42, isni үшін бақылау таңбасымен 16 таңба, orcid үшін 0000-0002-1825-0097, ror үшін 05dxps055, viaf үшін цифрлар, bin үшін 12 цифр, өзгелері үшін бос орынсыз ASCII таңбалары.
problem-POSSIBLE_DUPLICATE = Осындай атауы, идентификаторы немесе мүшелігі бар басқа жазба бар. Іздеп тексеріңіз; шынымен басқа жазба болса, соны растаңыз.
problem-INVALID_AREA = ISO 3166 кодын беріңіз, мысалы KZ немесе KZ-19.
problem-UNKNOWN_KIND = Сөздіктегі түрді таңдаңыз немесе алдымен түрді сөздікке қосыңыз.
problem-KIND_CYCLE = Басқа кеңірек түрді таңдаңыз: түр өзінен кең болып шығады.
problem-INVALID_COUNTRY = Елді ISO 3166-1 бойынша екі бас әріптен тұратын кодпен беріңіз, мысалы KZ.
problem-INVALID_COORDINATES = Ендікті -90 мен 90, бойлықты -180 мен 180 градус аралығында беріңіз.
problem-INVALID_VALUE = Ақырлы сан беріңіз.
problem-INVALID_INDICATOR_SUBJECT = Ұйымды не аумақты көрсетіңіз: екеуінің бірін ғана.
problem-MERGE_INTO_SELF = Біріктіру үшін басқа жазбаны таңдаңыз.
problem-ALREADY_MERGED = Бұл жазба басқасына біріктірілген: идентификаторы бойынша оқып, соны өзгертіңіз.
problem-TREE_CYCLE = Ұйым өзінің құрамына кіріп кетер еді: басқа жоғары тұрған ұйымды таңдаңыз.
problem-REFERENCES_DRAFT = Алдымен осы жазба сілтейтін жазбаны жариялаңыз.
problem-STILL_REFERENCED = Оған жарияланған жазбалар сілтейді: алдымен соларды өзгертіңіз.
problem-ALREADY_SUPERSEDED = Бұл мән түзетілген: түзетілген мәннің өзін өзгертіңіз.
problem-INVALID_WEBHOOK_URL = https:// деп басталатын, жұртқа ашық мекенжайды беріңіз.
problem-TOO_MANY_WEBHOOKS = Вебхук саны 20-ға жетті: алдымен біреуін жойыңыз.
problem-POST_OF_OTHER_ORGANIZATION = Осы ұйымның лауазымын таңдаңыз.
problem-OBSERVATION_OF_OTHER_INDICATOR = Түзету өз көрсеткішінде қалады: мәнді көшіру үшін оны осы жерде жасырып, басқа көрсеткішке қосыңыз.

## Problems. Schedules of events: INTERVAL, COUNT, UNTIL and the like are parts of a rule, and are not translated.

schedule-INVALID_MINUTES = Ұзақтықты минутпен көрсетіңіз: 1-ден 44 640-қа дейін (31 күн).
schedule-MALFORMED_TIME = Күн мен уақытты уақыт белдеуінсіз беріңіз, мысалы 2026-03-21T10:00.
schedule-INVALID_TIME = Уақытты 1900–2199 жылдар аралығында, секунд бөліктерінсіз көрсетіңіз.
schedule-RULE_TOO_LONG = Қайталану ережесін 500 байттан асырмаңыз.
schedule-INVALID_RULE = Қайталану ережесін RFC 5545 бойынша жазыңыз, мысалы FREQ=WEEKLY;BYDAY=SA.
schedule-UNSUPPORTED_FREQUENCY = FREQ үшін DAILY, WEEKLY, MONTHLY немесе YEARLY таңдаңыз.
schedule-UNSUPPORTED_RULE_PART = Ережеде тек INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY және айлық ережеде BYDAY бөлігімен бірге BYSETPOS болсын; нөмірленген апта күндерін басқалармен, BYMONTHDAY не BYSETPOS бөлігімен бірге, ал жылдық ережеде оларды да, BYMONTHDAY бөлігін де BYMONTH бөлігінсіз жазбаңыз.
schedule-INVALID_INTERVAL = INTERVAL 1-ден 1000-ға дейін болады.
schedule-INVALID_COUNT = COUNT 1-ден 1000-ға дейін болады.
schedule-COUNT_AND_UNTIL = COUNT пен UNTIL екеуінің бірін ғана қалдырыңыз.
schedule-UNTIL_BEFORE_START = UNTIL алғашқы өткізілуден ерте болмасын.
schedule-START_NOT_IN_RULE = Алғашқы өткізілу уақытын ережеге сай таңдаңыз.
schedule-ADDITIONAL_BEFORE_START = Қосымша өткізілулер алғашқысынан ерте болмасын.
schedule-TOO_MANY_ADDITIONAL = Қосымша өткізілулер саны 500-ден аспасын.
schedule-TOO_MANY_EXCEPTIONS = Өзгертілген өткізілулер саны 500-ден аспасын.
schedule-DUPLICATE_EXCEPTION = Әр өткізілу үшін бір ғана өзгеріс көрсетіңіз.
schedule-EXCEPTION_WITHOUT_OCCURRENCE = Өзгертілетін өткізілудің бастапқы уақытын көрсетіңіз: бұл уақытта ештеңе өткізілмейді.
schedule-INVALID_WINDOW = Басы соңынан ерте, 366 күннен аспайтын аралық сұраңыз.

## The explanation of a card's schedule, for its learner: a list of sentences in this order. "The card" is known from the
## sentences before. Dates look like 2026-11-23.

# A card that was never answered. $perDay: the learner's maximum of new cards per day.
explanation-new = Бұл – жаңа карточка. Жаңа карточкалар сабақтар басталған ретпен келеді, күніне ең көбі { $perDay }.
explanation-reset = Карточка { $date } күні қайтадан жаңа болды.
# $rating is a name of the API and is shown as it is; the words in brackets explain it.
explanation-last-review =
    Соңғы жауап – { $date }, бағасы – { $rating } ({ $rating ->
        [AGAIN] ұмытылды
        [HARD] қиналып еске түсті
        [GOOD] еске түсті
       *[EASY] бірден еске түсті
    }).
# S and D are the model's names for stability and difficulty. $stability is in days, with a decimal.
explanation-memory = Жадтағы тұрақтылық S = { $stability } күн: сонша күннен кейін еске түсіру ықтималдығы 90 % болады. Қиындық D = { $difficulty } (1-ден 10-ға дейін).
explanation-recall = Бүгін еске түсіру ықтималдығы R = { $percent } %.
# A card that comes back within the day. $wait is a whole number of the unit.
explanation-step =
    { $phase ->
        [relearning] Карточка ұмытылды, сондықтан сол күннің қадамдарынан өтіп жатыр
       *[learning] Карточка алғашқы күннің қадамдарынан өтіп жатыр
    }: барлығы { $steps } қадам, қазіргісі – { $step }-қадам, күту уақыты – { $wait } { $unit ->
        [second] секунд
        [minute] минут
        [hour] сағат
       *[day] күн
    }.
# The desired retention, and the interval that the model computes from it.
explanation-model-interval = Сіз таңдаған есте сақтау деңгейі – { $percent } %: модель бойынша оған { $days } күн аралық сай келеді.
# The interval above is longer than the learner's maximum.
explanation-maximum-interval = Модель бұдан да ұзақ аралық берді, бірақ сіз қойған шек – { $days } күн.
explanation-minimum-interval = Аралық – кемінде { $days } күн: модель ұзартқанды кездейсоқ таңдау қысқартпайды, ал жақсырақ баға ұзағырақ аралық береді.
explanation-chosen-interval = Карточкалар бір күнге жиналып қалмауы үшін аралық { $from }–{ $until } күн ішінен таңдалды: { $days } күн.
explanation-only-interval = Таңдауға болатын жалғыз аралық – { $days } күн.
# The share of reviews that each day of the week takes, in percent.
explanation-easy-days = Апта күндерінің үлесі: дүйсенбі { $monday } %, сейсенбі { $tuesday } %, сәрсенбі { $wednesday } %, бейсенбі { $thursday } %, жұма { $friday } %, сенбі { $saturday } %, жексенбі { $sunday } %.
# Preset 0 stands for the default settings.
explanation-preset =
    { $number ->
        [0] Жоспарлау баптаулары – әдепкі.
       *[other] Жоспарлау баптауларының нөмірі – { $number }.
    }
# A leech is a card that is forgotten again and again. $lapses is 2 or more.
explanation-leech-out-of-queue = Карточка { $lapses } рет ұмытылды: бұлай үйренуден пайда аз, сондықтан қайтарып алғанша ол сұралмайды.
explanation-leech = Карточка { $lapses } рет ұмытылды: оны басқаша үйреніп көріңіз.
explanation-suspended = Сіз карточканы тоқтатып қойдыңыз: қайтарып алғанша ол сұралмайды.
explanation-buried = Карточка { $date } күніне дейін кейінге қалдырылды.
# $time: a date, a time and a time zone, such as 2026-11-25 04:00 (Asia/Almaty).
explanation-due-since = Карточканы қайталайтын уақыт келді: { $time }.
explanation-due = Карточканы қайталайтын уақыт: { $time }.

## Names of noun forms. A name is a list with commas: number, possessor, case. Each part says what the ending means.

noun-form-plural = көпше
possessor-first-singular = менің
possessor-second-familiar = сенің
possessor-second-polite = сіздің
possessor-third = оның
possessor-first-plural = біздің
case-nominative = атау септік (кім? не?)
case-genitive = ілік септік (кімнің? ненің?)
case-dative = барыс септік (кімге? неге? қайда?)
case-accusative = табыс септік (кімді? нені?)
case-locative = жатыс септік (кімде? неде? қайда?)
case-ablative = шығыс септік (кімнен? неден? қайдан?)
case-instrumental = көмектес септік (кіммен? немен?)

## Files that leaders export from their clubs.

# The verb of a statement: [a member] answered [an exercise].
export-answered = жауап берді

# What a score in a gradebook counts: the share of an assignment's words that a member has answered, rightly or not …
export-score-answered = жауап берілген сөздер, %

# … and the share that they remembered at the last answer.
export-score-remembered = есте сақталған сөздер, %

## E-mail messages about accounts.

# Subjects and texts of messages. A link stands after each text except that of the notice, and the note after the link.
email-verification-subject = Электрондық поштаңызды растаңыз
email-verification-text = Бұл – Достық үйіндегі тіркелгіңіздің мекенжайы екенін растау үшін сілтемені ашыңыз:
email-change-subject = Жаңа электрондық поштаңызды растаңыз
email-change-text = Бұдан былай Достық үйіне осы мекенжаймен кіру үшін сілтемені ашыңыз:
email-change-notice-subject = Тіркелгіңіздің мекенжайы
email-change-notice-text = Біреу Достық үйіндегі тіркелгіңіздің электрондық поштасын өзгертуді сұрады. Жаңа мекенжайға жіберілген хаттағы сілтеме ашылғанда, ол өзгереді.
email-notice-subject = Тіркелгіңіздің қауіпсіздігі
email-password-notice-text = Достық үйіндегі тіркелгіңіздің құпиясөзі ауыстырылды.
email-email-notice-text = Достық үйіндегі тіркелгіңіздің электрондық поштасы өзгертілді. Енді бұл мекенжаймен кіре алмайсыз.
email-app-added-notice-text = Достық үйіндегі тіркелгіңізге аутентификатор қолданбасы қосылды.
email-app-removed-notice-text = Достық үйіндегі тіркелгіңіздің аутентификатор қолданбасы өшірілді.
email-passkey-added-notice-text = Достық үйіндегі тіркелгіңізге кіру кілті қосылды.
email-passkey-removed-notice-text = Достық үйіндегі тіркелгіңіздің бір кіру кілті өшірілді.
email-recovery-codes-notice-text = Достық үйіндегі тіркелгіңіздің қалпына келтіру кодтары жаңартылды. Бұрынғылары енді жарамайды.
email-reset-notice-text = Достық үйіндегі тіркелгіңіздің екі сатылы кіруі алып тасталды: аутентификатор қолданбасы мен барлық кіру кілттері өшірілді.
email-notice-note = Егер бұл сіз болмасаңыз, құпиясөзіңізді қазір ауыстырып, әкімшіге хабарласыңыз.
email-password-reset-subject = Жаңа құпиясөз
email-password-reset-text = Достық үйіндегі тіркелгіңізге жаңа құпиясөз таңдау үшін сілтемені ашыңыз:
email-link-note = Сілтеме 10 минут ішінде бір рет қана жарайды. Егер оны сіз сұрамаған болсаңыз, бұл хатқа мән бермеңіз: ештеңе өзгермейді.

## Reminders, as a device shows them: a title, and a sentence with the number of cards to review.

reminder-title = Сөз қайталайтын уақыт болды
reminder-body = Қайталайтын { $cards } карточка бар.

## Calendars, as programs that subscribe to them show their names.

# The events of an organization.
calendar-of-organization = { $organization }: іс-шаралар

# The events of the whole house.
calendar-of-all = Достық үйі: барлық іс-шаралар
calendar-of-all-omits = Іс-шаралар осы күнтізбеге сыятыннан көп: мұнда ең кеш аяқталатын { $events } іс-шара бар. Әр ұйымның күнтізбесінде оның барлық іс-шарасы бар.

## Open data: its title, and what each file contains.

data-title = Достық үйінің ашық деректері
data-popolo = Анықтамалық, көрсеткіштерсіз, Popolo пішінінде
data-json-ld = Анықтамалық, көрсеткіштерсіз, schema.org сөздігімен
data-organizations = Ұйымдар кестесі
data-people = Адамдар кестесі
data-posts = Лауазымдар кестесі
data-memberships = Мүшеліктер кестесі
data-events = Іс-шаралар кестесі
data-figures = Көрсеткіштер кестесі
data-sources = Дереккөздер кестесі
data-changes = Белгілі бір сәттен бергі өзгерістер
data-feed = Өзгерістер таспасы (Atom)
data-tables = Кестелер бағандарының сипаттамасы
data-calendar = Барлық іс-шаралар күнтізбесі
data-record = Бір жазба, schema.org сөздігімен: /data/records/ID
data-record-as-changed = Бір жазба, changes.json пішінінде: /data/records/ID.json
data-organization-calendar = Бір ұйымның күнтізбесі: /calendars/SLUG.ics
data-semicolons = Қазақ және орыс тілдеріндегі электрондық кестелерге арналған кесте: ?separator=semicolon
