### The sentences for people, in Russian. The syntax is Fluent: https://projectfluent.org/fluent/guide/
###
### kk.ftl, ru.ftl and en.ftl have the same messages in the same order. A message uses the same variables ({ $days }) and
### the same variants ([minute]) in each file; only the plural categories ([one], [few]) follow the language. Tests check
### this. Keys and variables are not translated. Numbers are written with the decimal separator of the language.


## Problems: what a person has to do after a request was refused. One sentence each.
## The key is the code that programs see; crates/domain/src/problem.rs says what it means.


## Problems. Any feature

problem-NOT_FOUND = Такой записи нет.
problem-FORBIDDEN = Ваша роль этого не позволяет.
problem-REQUIRED = Заполните это поле.
problem-INVALID_TEXT = Уберите из текста символ U+0000.
problem-INVALID_REASON = Напишите текст от 1 до 1000 символов.
# A slug is the name of a record in addresses.
problem-INVALID_SLUG = Напишите имя строчными латинскими буквами, цифрами и дефисами между ними, до 80 символов.
problem-SLUG_TAKEN = Это имя занято: выберите другое.
problem-DUPLICATE_ITEM = Уберите повторяющийся элемент.
problem-TOO_MANY_ITEMS = Слишком много за один раз: выберите меньше или отправьте частями.
problem-MALFORMED_ITEM = Одно из значений этого элемента не читается: отправьте его в том виде, который указан в схеме.
problem-TOO_MANY_ATTEMPTS = Слишком много попыток: подождите и повторите.
problem-CONFLICT = После того как вы прочли запись, её изменили: прочтите её заново и внесите правку ещё раз.
problem-NO_CHANGES = Внесите хотя бы одно изменение.
# For a proposed correction of the directory.
problem-ALREADY_DECIDED = По этому предложению решение уже принято.
problem-DELETED_SINCE = То, что было создано этим запросом, с тех пор удалено: если оно ещё нужно, начните заново.

## Problems. Accounts

problem-INVALID_EMAIL = Укажите адрес электронной почты в виде name@example.kz.
problem-EMAIL_TAKEN = Этот адрес уже зарегистрирован: войдите или укажите другой.
problem-EMAIL_NOT_SET_UP = Сервис пока не может отправлять письма: обратитесь к администратору.
problem-NO_EMAIL = У вашей учётной записи пока нет адреса электронной почты: укажите его в настройках.
problem-INVALID_EMAIL_LINK = Эта ссылка больше не действует: запросите новое письмо.
problem-INVALID_USERNAME = Придумайте имя пользователя из 4–30 латинских букв и цифр, первой должна быть буква.
problem-USERNAME_TAKEN = Это имя пользователя занято: выберите другое.
problem-INVALID_LOGIN_CODE = Имя пользователя или код неверны, или код уже не действует: попросите у руководителя клуба новый.
problem-LOGIN_CODE_NOT_ALLOWED = Коды для входа — только для участников без электронной почты, которые ничем не руководят.
problem-PASSWORD_TOO_SHORT = Выберите пароль не короче 8 символов.
problem-PASSWORD_TOO_LONG = Выберите пароль не длиннее 256 символов.
problem-PASSWORD_TOO_COMMON = Выберите пароль, который трудно угадать.
problem-PASSWORD_PERSONAL = Выберите пароль без вашего имени и адреса почты.
problem-INVALID_CREDENTIALS = Неверны адрес электронной почты, имя пользователя или пароль.
problem-SECOND_FACTOR_REQUIRED = Введите код из приложения-аутентификатора или резервный код либо войдите с ключом доступа.
problem-INVALID_SECOND_FACTOR = Этот код неверен, устарел или уже использован: введите текущий код или резервный код.
problem-TOTP_ENABLED = Приложение-аутентификатор уже настроено: сначала отключите его, затем настройте заново.
problem-NO_SECOND_FACTOR = Двухэтапный вход не настроен: сначала настройте его.
problem-LAST_SECOND_FACTOR = Для вашей роли нужен двухэтапный вход, а этот способ у вас единственный: сначала настройте другой.
problem-INVALID_PASSKEY = Этот ключ доступа не подошёл. Попробуйте ещё раз или войдите другим способом.
problem-TOO_MANY_PASSKEYS = У вас уже 20 ключей доступа: удалите тот, которым больше не пользуетесь.
problem-PASSKEYS_NOT_SET_UP = Ключи доступа здесь не настроены: войдите другим способом или обратитесь к администратору.
problem-ROLE_NEEDS_SECOND_FACTOR = Для вашей роли нужен двухэтапный вход: сначала настройте его в настройках учётной записи.
problem-ACCOUNT_DISABLED = Эта учётная запись заблокирована: обратитесь к администратору.
problem-ACCOUNT_AWAITS_DELETION = Эта учётная запись ждёт удаления по просьбе владельца: пусть он сначала войдёт в неё, это отменит удаление.
problem-REAUTHENTICATION_REQUIRED = Введите пароль ещё раз.
problem-INVALID_NAME = Укажите видимое имя длиной от 1 до 80 символов.
problem-UNKNOWN_TIME_ZONE = Укажите часовой пояс по IANA, например Asia/Almaty.
problem-INVALID_LANGUAGE_TAG = Укажите язык меткой BCP 47, например ru, en, ug.
problem-INVALID_DAILY_GOAL = Дневная цель: от 1 до 100 слов.

## Problems. Learning: settings

problem-NOTHING_TO_CHALLENGE = Этот ответ уже засчитан или не оценивался.
problem-INVALID_PAUSE = Перерыв заканчивается после сегодняшнего дня, не позже чем через 366 дней.
problem-INVALID_DAYS = Накопившиеся карточки можно распределить на срок от 2 до 60 дней.
problem-INVALID_RETENTION = Желаемая доля запоминания: от 0,7 до 0,99.
problem-INVALID_MAXIMUM_INTERVAL = Наибольший интервал: от 1 до 36 500 дней.
problem-INVALID_STEPS = Шагов не больше 8, каждый от 1 до 86 400 секунд.
problem-INVALID_EASY_DAYS = Дайте семь процентов от 0 до 100, по одному на день недели, с понедельника.
problem-INVALID_PARAMETER_COUNT = Дайте 21 параметр модели FSRS-6.
problem-PARAMETER_NOT_FINITE = Параметр модели должен быть конечным числом.
problem-PARAMETER_OUT_OF_RANGE = Параметр вне своего диапазона: посмотрите диапазоны FSRS-6.
problem-OPTIMIZATION_RUNNING = Идёт подбор параметров с другими настройками: дождитесь его окончания.
problem-INVALID_GLOSS_LANGUAGES = Укажите от 1 до 8 языков для значений, каждый один раз.
problem-INVALID_ROLLOVER_HOUR = Учебный день начинается в час от 0 до 23.
problem-INVALID_SKILLS = Выберите хотя бы один навык, каждый один раз.
problem-INVALID_DAILY_LIMIT = Дневной предел: от 0 до 9999 карточек.
problem-INVALID_LEECH_THRESHOLD = Карточка считается трудной, если её забыли от 2 до 99 раз.
problem-PUSH_NOT_SET_UP = Этот сервис не отправляет напоминания на устройства.
problem-INVALID_PUSH_SUBSCRIPTION = Подпишитесь в браузере заново: эта подписка непригодна.

## Problems. Learning: reviews

problem-REVIEW_ID_REUSED = С этим идентификатором сохранён другой ответ: создайте новый UUID.
problem-INVALID_REVIEW_TIME = Время ответа в будущем или раньше создания карточки: проверьте часы устройства.
problem-RESET_ID_REUSED = Этот идентификатор использован для другой карточки или другого времени: создайте новый UUID.
problem-INVALID_RESET_TIME = Время в будущем или раньше создания карточки: проверьте часы устройства.
problem-INVALID_DURATION = Длительность ответа: от 0 до 3 600 000 миллисекунд.
problem-CARD_REQUIRED = Укажите карточку: пришлите cardId или wordId вместе со skill.
problem-INVALID_ANSWER = Дайте ответ, подходящий к упражнению, не длиннее 200 символов.
problem-INVALID_EXERCISE = У этой карточки нет такого упражнения: запросите упражнение заново.
# For a review; TOO_MANY_ITEMS is for other lists.
problem-BEYOND_BATCH = Из одного запроса принимаются только первые 200 ответов: отправьте этот ещё раз в следующем.

## Problems. Learning: notes, synonyms, reports

problem-INVALID_NOTE = Напишите заметку до 2000 символов без управляющих символов.
problem-INVALID_SYNONYM = Напишите синоним от 1 до 100 символов без управляющих символов.
problem-TOO_MANY_SYNONYMS = Дайте синонимы не более чем на 8 языках, до 20 на каждом, каждый язык один раз.
problem-BLOCKED_SYNONYM = Такой ответ для этого слова не принимается: напишите другой синоним.
problem-SYNONYM_OF_ANOTHER_WORD = Это значение другого слова из урока: напишите другой синоним.
problem-INVALID_GLOSS = Напишите значение от 1 до 300 символов без управляющих символов.
problem-REPORT_ALREADY_OPEN = Вы уже сообщили об этом слове или ответе: дождитесь ответа редакторов.
problem-TOO_MANY_REPORTS = Ваши 50 сообщений ждут ответа: дождитесь его.
# For a report about a wrong meaning of a word.
problem-REPORT_DECIDED = На это сообщение уже ответили.

## Problems. Learning: word lists

problem-INVALID_WORD_LIST_SIZE = В списке должно быть от 1 до 500 слов из курсов: проверьте, как слова написаны.
problem-TOO_MANY_WORD_LISTS = У вас уже 50 списков: удалите тот, который больше не нужен.

## Problems. Clubs

problem-UNKNOWN_INVITE_CODE = Такого кода приглашения нет: спросите код у руководителя клуба.
problem-INVITATION_EXPIRED = Срок кода приглашения истёк: попросите у руководителя клуба новый.
problem-INVITATION_USED_UP = Код приглашения использован полностью: попросите у руководителя клуба новый.
problem-TOO_MANY_INVITATIONS = У клуба не может быть больше 1000 действующих приглашений: отзовите ненужные.
problem-INVALID_MAX_USES = Код приглашения действует для 1–1000 человек.
problem-INVALID_EXPIRY = Выберите окончание срока в будущем, не далее 366 дней.
problem-INVALID_CSV = Дайте таблицу CSV со столбцом «name» в первой строке и по строке на человека.
problem-TOO_MANY_ROWS = В одной таблице не больше 500 строк: отправьте её частями.
problem-ALREADY_MEMBER = Вы уже состоите в этом клубе.
problem-TOO_MANY_JOIN_REQUESTS = Ваши 20 заявок ждут ответа: отзовите одну или дождитесь ответа.
problem-LAST_LEADER = Клубу нужен руководитель: сначала сделайте руководителем другого участника.
problem-CLUB_ARCHIVED = Клуб в архиве. Попросите руководителя снова открыть его.
problem-LEADS_CLUB = Этот участник руководит клубом: сначала сделайте его обычным участником.
problem-MAY_NOT_LEAD = Эта учётная запись не может руководить клубами: сначала администратор должен дать ей роль руководителя.
problem-MOVED_MEMBER_ALREADY = Этот участник уже состоит в другом клубе.
problem-INVALID_ASSIGNMENT_SIZE = Выберите хотя бы один урок или слово: не больше 10 уроков и 200 слов.
problem-INVALID_DEADLINE = Последний день не раньше сегодняшнего и первого и не позже чем через 366 дней после него.
problem-TOO_MANY_ASSIGNMENTS = В клубе уже 30 текущих и будущих заданий: отзовите одно или дождитесь, пока одно закончится.
problem-ASSIGNMENT_WITHDRAWN = Это задание отозвано: создайте новое.
# For a request to join a club.
problem-REQUEST_DECIDED = По этой заявке решение уже принято.

## Problems. Contests

problem-INVALID_CONTEST_WORDS = Выберите из уроков от 1 до 500 слов.
problem-INVALID_CONTEST_SPAN = Конкурс длится от 1 до 366 дней: исправьте последний день.
problem-CONTEST_ENDED = Конкурс окончен: выберите другой.
problem-INVALID_TEAM_KIND = В этом конкурсе нет таких команд: посмотрите поле «teams».

## Problems. The directory

problem-CITATION_REQUIRED = Укажите источник сведения.
problem-INVALID_DIRECTORY_TEXT = Напишите непустой текст без управляющих символов: до 300 знаков, описание и цитата – до 10 000.
problem-INVALID_LINK = Дайте ссылку с http:// или https:// и именем сайта: https://example.kz.
problem-INVALID_DATE = Дайте дату в виде EDTF: 2015, 2015-03 или 2015-03-01, с ~ в конце, если приблизительно, и с ?, если не точно; промежуток пишется 2015/2017, а без известного конца 2015/.. (две точки).
problem-NO_SUCH_DATE = Такой даты нет: проверьте месяц и день.
problem-INVALID_DAY = Дайте день календаря, например 2026-11-23.
problem-REVERSED_INTERVAL = Промежуток кончается раньше, чем начался: сначала пишется ранняя дата, например 2015/2017.
problem-INTERVAL_NOT_ALLOWED = Здесь нужна одна дата, а не промежуток: 2015, 2015-03 или 2015-03-01.
problem-INVALID_OPENING_HOURS = Укажите и время открытия, и другое время закрытия; если в эти дни закрыто, не указывайте ни того, ни другого.
problem-INVALID_TIME_OF_DAY = Укажите время суток от 00:00 до 23:59, например 09:00.
problem-INVALID_PERIOD = Проверьте начало и конец: срок кончается раньше, чем начался.
problem-INVALID_IDENTIFIER = Напишите схему в виде slug, а значение – по правилам схемы: Q42 для wikidata, 16 знаков с контрольным для isni, 0000-0002-1825-0097 для orcid, 05dxps055 для ror, цифры для viaf, 12 цифр для bin, для других – символы ASCII без пробелов.
problem-POSSIBLE_DUPLICATE = Есть другая запись с таким же именем или идентификатором или с таким же членством. Проверьте поиском; если имеется в виду другая запись, подтвердите это.
problem-INVALID_AREA = Дайте код ISO 3166, например KZ или KZ-19.
problem-UNKNOWN_KIND = Выберите вид из словаря или сначала добавьте его туда.
problem-KIND_CYCLE = Выберите другой более широкий вид: этот вид стал бы шире самого себя.
problem-INVALID_COUNTRY = Дайте страну кодом ISO 3166-1 из двух заглавных букв, например KZ.
problem-INVALID_COORDINATES = Дайте широту от -90 до 90 градусов и долготу от -180 до 180.
problem-INVALID_VALUE = Дайте конечное число.
problem-INVALID_INDICATOR_SUBJECT = Укажите организацию или территорию: одно из двух.
problem-MERGE_INTO_SELF = Выберите для слияния другую запись.
problem-ALREADY_MERGED = Эта запись объединена с другой: прочтите её по идентификатору и правьте ту.
problem-TREE_CYCLE = Организация вошла бы в состав самой себя: выберите другую вышестоящую.
problem-REFERENCES_DRAFT = Сначала опубликуйте запись, на которую ссылается эта.
problem-STILL_REFERENCED = На неё ссылаются опубликованные записи: сначала измените их.
problem-ALREADY_SUPERSEDED = Это значение уже исправлено: исправляйте последнее.
problem-INVALID_WEBHOOK_URL = Укажите общедоступный адрес, который начинается с https://.
problem-TOO_MANY_WEBHOOKS = Вебхуков уже 20: сначала удалите один из них.
problem-POST_OF_OTHER_ORGANIZATION = Выберите должность этой организации.
problem-OBSERVATION_OF_OTHER_INDICATOR = Исправление остаётся при своём показателе: чтобы перенести значение, скройте его здесь и добавьте к другому показателю.

## Problems. Schedules of events: INTERVAL, COUNT, UNTIL and the like are parts of a rule, and are not translated.

schedule-INVALID_MINUTES = Укажите длительность в минутах: от 1 до 44 640 (31 день).
schedule-MALFORMED_TIME = Дайте дату и время без часового пояса, например 2026-03-21T10:00.
schedule-INVALID_TIME = Укажите время в пределах 1900–2199 годов, без долей секунды.
schedule-RULE_TOO_LONG = Сократите правило повторения до 500 байт.
schedule-INVALID_RULE = Запишите правило повторения по RFC 5545, например FREQ=WEEKLY;BYDAY=SA.
schedule-UNSUPPORTED_FREQUENCY = Выберите для FREQ значение DAILY, WEEKLY, MONTHLY или YEARLY.
schedule-UNSUPPORTED_RULE_PART = Оставьте в правиле только INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY и, в месячном с BYDAY, BYSETPOS; не сочетайте дни недели с номером с другими, с BYMONTHDAY и с BYSETPOS, а в годовом правиле указывайте их и BYMONTHDAY только вместе с BYMONTH.
schedule-INVALID_INTERVAL = INTERVAL: от 1 до 1000.
schedule-INVALID_COUNT = COUNT: от 1 до 1000.
schedule-COUNT_AND_UNTIL = Оставьте только одно из двух: COUNT или UNTIL.
schedule-UNTIL_BEFORE_START = Укажите UNTIL не раньше первого проведения.
schedule-START_NOT_IN_RULE = Выберите первое проведение так, чтобы оно подходило под правило.
schedule-ADDITIONAL_BEFORE_START = Укажите дополнительные проведения не раньше первого.
schedule-TOO_MANY_ADDITIONAL = Укажите не больше 500 дополнительных проведений.
schedule-TOO_MANY_EXCEPTIONS = Укажите не больше 500 изменённых проведений.
schedule-DUPLICATE_EXCEPTION = Укажите для каждого проведения только одно изменение.
schedule-EXCEPTION_WITHOUT_OCCURRENCE = Укажите исходное время изменяемого проведения: в это время ничего не проводится.
schedule-INVALID_WINDOW = Запросите промежуток не длиннее 366 дней, начало которого раньше конца.

## The explanation of a card's schedule, for its learner: a list of sentences in this order. "The card" is known from the
## sentences before. Dates look like 2026-11-23.

# A card that was never answered. $perDay: the learner's maximum of new cards per day.
explanation-new = Это новая карточка. Новые карточки приходят в том порядке, в котором начаты уроки, не больше { $perDay } в день.
explanation-reset = Карточка снова стала новой { $date }.
# $rating is a name of the API and is shown as it is; the words in brackets explain it.
explanation-last-review =
    Последний ответ – { $date }, оценка – { $rating } ({ $rating ->
        [AGAIN] забыто
        [HARD] вспомнилось с трудом
        [GOOD] вспомнилось
       *[EASY] вспомнилось сразу
    }).
# S and D are the model's names for stability and difficulty. $stability is in days, with a decimal.
explanation-memory =
    Стабильность памяти S = { $stability ->
        [one] { $stability } день
        [few] { $stability } дня
        [many] { $stability } дней
       *[other] { $stability } дня
    }: за это время вероятность вспомнить падает до 90 %. Сложность D = { $difficulty } (от 1 до 10).
explanation-recall = Вероятность вспомнить сегодня R = { $percent } %.
# A card that comes back within the day. $wait is a whole number of the unit.
explanation-step =
    { $phase ->
        [relearning] Карточка забылась и проходит шаги этого дня
       *[learning] Карточка проходит шаги первого дня
    }: сейчас шаг { $step } из { $steps }, ожидание – { $wait } { $unit ->
        [second] с
        [minute] мин
        [hour] ч
       *[day] { $wait ->
            [one] день
            [few] дня
           *[other] дней
        }
    }.
# The desired retention, and the interval that the model computes from it.
explanation-model-interval =
    Желаемая доля запоминания – { $percent } %: ей по модели отвечает интервал в { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    }.
# The interval above is longer than the learner's maximum.
explanation-maximum-interval =
    Модель дала больший интервал, но ваш предел – { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    }.
explanation-minimum-interval =
    Интервал – не меньше { $days ->
        [one] { $days } дня
       *[other] { $days } дней
    }: разброс не отменяет удлинения, а лучшая оценка даёт больший интервал.
explanation-chosen-interval =
    Чтобы карточки не собирались в один день, интервал выбран из { $from }–{ $until } дней: { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    }.
explanation-only-interval =
    Возможен только один интервал: { $days ->
        [one] { $days } день
        [few] { $days } дня
        [many] { $days } дней
       *[other] { $days } дня
    }.
# The share of reviews that each day of the week takes, in percent.
explanation-easy-days = Доли дней недели: понедельник { $monday } %, вторник { $tuesday } %, среда { $wednesday } %, четверг { $thursday } %, пятница { $friday } %, суббота { $saturday } %, воскресенье { $sunday } %.
# Preset 0 stands for the default settings.
explanation-preset =
    { $number ->
        [0] Настройки планирования – по умолчанию.
       *[other] Настройки планирования – номер { $number }.
    }
# A leech is a card that is forgotten again and again. $lapses is 2 or more.
explanation-leech-out-of-queue =
    Карточка забыта { $lapses ->
        [one] { $lapses } раз
        [few] { $lapses } раза
        [many] { $lapses } раз
       *[other] { $lapses } раза
    }: от такого заучивания мало пользы, поэтому она не приходит, пока вы её не вернёте.
explanation-leech =
    Карточка забыта { $lapses ->
        [one] { $lapses } раз
        [few] { $lapses } раза
        [many] { $lapses } раз
       *[other] { $lapses } раза
    }: попробуйте учить её иначе.
explanation-suspended = Вы приостановили карточку: пока вы её не вернёте, она не приходит.
explanation-buried = Карточка отложена до { $date }.
# $time: a date, a time and a time zone, such as 2026-11-25 04:00 (Asia/Almaty).
explanation-due-since = Карточку пора повторить, с { $time }.
explanation-due = Карточка придёт { $time }.

## Names of noun forms. A name is a list with commas: number, possessor, case. Each part says what the ending means.

noun-form-plural = множественное число
possessor-first-singular = «мой»
possessor-second-familiar = «твой»
possessor-second-polite = «Ваш», вежливо
possessor-third = «его, её, их»
possessor-first-plural = «наш»
case-nominative = именительный падеж (кто? что?)
case-genitive = родительный падеж (чей?)
case-dative = дательно-направительный падеж (кому? чему? куда?)
case-accusative = винительный падеж (кого? что?)
case-locative = местный падеж (у кого? где?)
case-ablative = исходный падеж (от кого? откуда?)
case-instrumental = творительный падеж (с кем? чем?)

## Files that leaders export from their clubs.

# The verb of a statement: [a member] answered [an exercise].
export-answered = ответил(а)

# What a score in a gradebook counts: the share of an assignment's words that a member has answered, rightly or not …
export-score-answered = слова с ответом, %

# … and the share that they remembered at the last answer.
export-score-remembered = запомненные слова, %

## E-mail messages about accounts.

# Subjects and texts of messages. A link stands after each text except that of the notice, and the note after the link.
email-verification-subject = Подтвердите адрес электронной почты
email-verification-text = Откройте ссылку, чтобы подтвердить, что это адрес вашей учётной записи в Доме дружбы:
email-change-subject = Подтвердите новый адрес электронной почты
email-change-text = Откройте ссылку, чтобы впредь входить в Доме дружбы с этим адресом:
email-change-notice-subject = Адрес вашей учётной записи
email-change-notice-text = Кто-то попросил изменить адрес электронной почты вашей учётной записи в Доме дружбы. Он изменится, когда откроют ссылку из письма на новый адрес.
email-notice-subject = Безопасность вашей учётной записи
email-password-notice-text = Пароль вашей учётной записи в Доме дружбы изменён.
email-email-notice-text = Адрес электронной почты вашей учётной записи в Доме дружбы изменён. Войти с этим адресом больше нельзя.
email-app-added-notice-text = Для вашей учётной записи в Доме дружбы настроено приложение-аутентификатор.
email-app-removed-notice-text = Приложение-аутентификатор вашей учётной записи в Доме дружбы отключено.
email-passkey-added-notice-text = К вашей учётной записи в Доме дружбы добавлен ключ доступа.
email-passkey-removed-notice-text = Из вашей учётной записи в Доме дружбы удалён ключ доступа.
email-recovery-codes-notice-text = Резервные коды вашей учётной записи в Доме дружбы заменены. Прежние больше не действуют.
email-reset-notice-text = Двухэтапный вход вашей учётной записи в Доме дружбы сброшен: приложение-аутентификатор отключено, все ключи доступа удалены.
email-notice-note = Если это были не вы, сейчас же смените пароль и обратитесь к администратору.
email-password-reset-subject = Новый пароль
email-password-reset-text = Откройте ссылку, чтобы выбрать новый пароль для учётной записи в Доме дружбы:
email-link-note = Ссылка действует один раз в течение 10 минут. Если вы её не запрашивали, не обращайте внимания на это письмо: ничего не изменится.

## Reminders, as a device shows them: a title, and a sentence with the number of cards to review.

reminder-title = Пора повторить слова
reminder-body =
    { $cards ->
        [one] { $cards } карточка к повторению.
        [few] { $cards } карточки к повторению.
       *[other] { $cards } карточек к повторению.
    }

## Calendars, as programs that subscribe to them show their names.

# The events of an organization.
calendar-of-organization = { $organization }: мероприятия

# The events of the whole house.
calendar-of-all = Дом дружбы: все мероприятия
calendar-of-all-omits = Мероприятий больше, чем помещается в этот календарь: в нём те { $events }, что заканчиваются позже всех. В календаре каждой организации есть все её мероприятия.

## Open data: its title, and what each file contains.

data-title = Открытые данные Дома дружбы
data-popolo = Справочник без показателей, в формате Popolo
data-json-ld = Справочник без показателей, в словаре schema.org
data-organizations = Таблица организаций
data-people = Таблица людей
data-posts = Таблица должностей
data-memberships = Таблица членства
data-events = Таблица мероприятий
data-figures = Таблица показателей
data-sources = Таблица источников
data-changes = Изменения с указанного момента
data-feed = Лента изменений для программ чтения лент
data-tables = Описание столбцов таблиц
data-calendar = Календарь всех мероприятий
data-record = Одна запись в словаре schema.org: /data/records/ID
data-record-as-changed = Одна запись, как в changes.json: /data/records/ID.json
data-organization-calendar = Календарь одной организации: /calendars/SLUG.ics
data-semicolons = Таблица для электронных таблиц на казахском и русском языках: ?separator=semicolon
