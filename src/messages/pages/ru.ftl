
## The public pages of the directory. The templates are in src/pages/templates.

page-site = Дом дружбы
page-site-description = Справочник Дома дружбы и общественных организаций при нём: кто ими руководит и кто руководил раньше, какие мероприятия проходят. У каждого сведения указан источник.
page-skip = Перейти к содержанию
page-languages = Языки
page-sections = Разделы
page-section =
    { $section ->
        [home] Дом дружбы
        [organizations] Организации
        [posts] Должности
        [people] Люди
        [events] Мероприятия
        [figures] Показатели
        [sources] Источники
        [lessons] Уроки
       *[other] Справочник
    }
page-trail = Место этой страницы
page-next = Следующая страница
page-first = Первая страница
page-continued = продолжение
page-footer = У каждого сведения справочника есть источник; рядом указано, к какому времени оно относится.
page-open-data = Открытые данные
page-updated = Запись изменена
page-edit = Исправить эту страницу
page-cite = Как сослаться на страницу
page-cite-figure = Как сослаться на показатель
page-cite-site = Справочник «Дом дружбы», состояние на { $day }
page-record-data = Данные этой записи
page-empty = В справочнике пока нет записей.
page-empty-list = Здесь пока ничего нет.
page-withdrawn = запись снята с публикации

## Pages. Search

page-search = Найти
page-search-label = Поиск по справочнику
page-search-for = Поиск: { $text }
page-search-about = Введите название организации или мероприятия либо имя человека. Опечатки и окончания не мешают.
page-search-nothing = Ничего не найдено. Попробуйте сократить название или написать его иначе.
page-search-invalid = Введите текст до 200 знаков, в котором есть хотя бы одна буква или цифра.
page-found-as = найдено по названию
page-found-in = найдено в тексте

## Pages. The state of a day

page-day-label = Состояние справочника на день
page-day-show = Показать
page-day-shown = Показано состояние на день: { $day }
page-day-today = Показать нынешнее состояние
page-day-invalid = Введите день в виде 2014-06-01, не позже сегодняшнего. Показано нынешнее состояние.
page-not-yet = В этот день организации ещё не было.
page-no-longer = В этот день организации уже не было.

## Pages. Organizations

page-house-and-bodies = Дом дружбы и организации при нём
page-bodies-in-house = Организации, которые размещаются в Доме дружбы
page-tree-omits = Здесь перечислена только часть организаций.
page-all-organizations = Все организации
page-organizations-about = Организации справочника и люди, которые ими руководят.
page-more-about = О Доме дружбы
page-short-name = Краткое название
page-founded = Дата создания
page-dissolved = Дата упразднения
page-name-since = Начало использования названия
page-parent = Вышестоящая организация
page-host = Размещается
page-address = Адрес
page-map = Показать на карте
page-parts = Организации в составе
page-hosted = Организации, которые размещаются в этом здании
page-members = Члены
page-member-count = Число членов, которые названы в справочнике: { $count }
page-other-members = Члены в другие периоды
page-clubs = Клубы, в которые можно вступить
page-clubs-ask = Подать заявку на вступление
page-contacts = Контакты
page-contact-kind =
    { $kind ->
        [ADDRESS] адрес
        [PHONE] телефон
        [EMAIL] электронная почта
        [WEBSITE] сайт
        [SOCIAL_MEDIA] социальная сеть
       *[other] контакт
    }
page-opening-hours = Часы работы
page-closed = закрыто
page-weekday =
    { $day ->
        [MONDAY] понедельник
        [TUESDAY] вторник
        [WEDNESDAY] среда
        [THURSDAY] четверг
        [FRIDAY] пятница
        [SATURDAY] суббота
        [SUNDAY] воскресенье
       *[other] день
    }
page-services = Услуги
page-audience = Для кого
page-fees = Стоимость
page-service-status =
    { $status ->
        [ACTIVE] оказывается
        [INACTIVE] сейчас не оказывается
        [TEMPORARILY_CLOSED] временно приостановлена
        [DEFUNCT] больше не оказывается
       *[other] неизвестно
    }
page-accessibility = Доступная среда
page-not-available = нет
page-accessibility-feature =
    { $feature ->
        [STEP_FREE_ENTRANCE] вход без ступеней
        [RAMP] пандус
        [LIFT] лифт для колясок
        [ACCESSIBLE_TOILET] доступный туалет
        [ACCESSIBLE_PARKING] доступная парковка
        [TACTILE_PAVING] тактильная плитка
        [BRAILLE] надписи шрифтом Брайля
        [HEARING_LOOP] индукционная петля
        [SIGN_LANGUAGE] жестовый язык
        [ASSISTANCE] помощь сотрудников
       *[other] другая помощь
    }
page-history = История
page-former-name = Прежнее название
page-other-name = Другое название
page-identifiers = Номера в других реестрах

## Pages. Posts and people

page-posts-about = Кто руководит организациями и кто руководил ими раньше. Выберите день, и будут отмечены те, кто занимал должности в этот день.
page-people-about = Люди, о которых есть сведения в справочнике, их должности и членство в организациях.
page-addressed-as = Обращение
page-gender = Пол
page-gender-name =
    { $gender ->
        [FEMALE] женский
        [MALE] мужской
       *[other] не указан
    }
page-born = Дата рождения
page-died = Дата смерти
page-image = Изображение
page-image-open = Посмотреть
page-licence = лицензия
page-led-by = руководит
page-acting = исполняющий обязанности
page-holds-post = занимает должность
page-as-of = по состоянию на: { $date }
page-no-holder = Кто занимал эту должность в этот день, неизвестно.
page-no-holder-now = Кто занимает эту должность сейчас, неизвестно.
page-attested = По источнику
page-dates-unknown = Срок неизвестен
page-member = член
page-memberships = Должности и членство
page-predecessor = Предшественник
page-successor = Преемник
page-names = Имена

## Pages. Events

page-event-kind =
    { $kind ->
        [SEMINAR] семинар
        [CONFERENCE] конференция
        [MASTER_CLASS] мастер-класс
        [TRAINING] тренинг
        [CELEBRATION] праздник
        [CONTEST] конкурс
        [GATHERING] слёт
       *[other] мероприятие
    }
page-all-events = Все мероприятия
page-events-about = Предстоящие и прошедшие мероприятия, их организаторы и файлы календаря.
page-events-in = Мероприятия: { $month }
page-months = Другие месяцы
page-nothing-in-month = В этом месяце нет мероприятий с известным временем.
page-coming = Ближайшие мероприятия
page-nothing-coming = Мероприятий с назначенным временем пока нет.
page-more-times = Остальные даты есть в файле календаря.
page-no-more-times = О следующих датах ничего не известно.
page-coming-omits = Предстоящих мероприятий больше, чем помещается в список. Здесь нет тех, что начинаются или начались дальше всего от сегодняшнего дня.
page-later = Более поздние мероприятия
page-recurrence-label = Повторение
page-recurrence =
    { $recurrence ->
        [REPEATED] проводится неоднократно
        [YEARLY] проводится каждый год
       *[other] повторяется
    }
page-held = Время проведения
page-time = Время
page-first-time = Первый раз
page-place = Место
page-format-label = Участие
page-format =
    { $format ->
        [IN_PERSON] очно
        [ONLINE] онлайн
        [HYBRID] очно или онлайн
       *[other] иначе
    }
page-event-languages = Языки
page-language-name =
    { $tag ->
        [kk] казахский
        [ru] русский
        [en] английский
       *[other] { $tag }
    }
page-organizers = Организаторы
page-duration = Длительность
page-hours = { $count } ч
page-minutes = { $count } мин
page-calendars = Добавить в календарь
page-calendar = Файл календаря
page-calendar-of-all = Файл календаря всех мероприятий
page-cancelled = отменено
page-moved = перенесено, прежнее время: { $from }

## Pages. Figures and sources

page-figures-about = Числа об организациях; у каждого указаны источник и период.
page-no-values = Значений пока нет.
page-all-figures = Все показатели
page-plot = { $name }: столбчатая диаграмма по периодам, значения в таблице ниже
page-period = Период
page-value = Значение
page-area = Территория: { $area }
page-more-than = более { $value }
page-sources-about = Сведения справочника взяты из этих источников.
page-sources-of-page = Источники этой страницы
page-note = Источник { $number }
page-source-open = Открыть источник { $number }
page-kind = Вид
page-source-kind =
    { $kind ->
        [NEWSPAPER_ARTICLE] газетная статья
        [WEB_PAGE] веб-страница
        [LEGAL_ACT] правовой акт
        [DOCUMENT] документ
       *[other] источник
    }
page-author = Автор
page-publisher = Издатель
page-issued = Опубликовано
page-accessed = Дата обращения
page-archived = Копия в архиве
page-age = { $years ->
        [one] не менее { $years } года назад
       *[other] не менее { $years } лет назад
    }

## Pages. Dates

page-date-year = { $year } г.
page-date-years = { $from }–{ $until } гг.
page-date-month =
    { $month ->
        [1] январь { $year } г.
        [2] февраль { $year } г.
        [3] март { $year } г.
        [4] апрель { $year } г.
        [5] май { $year } г.
        [6] июнь { $year } г.
        [7] июль { $year } г.
        [8] август { $year } г.
        [9] сентябрь { $year } г.
        [10] октябрь { $year } г.
        [11] ноябрь { $year } г.
       *[12] декабрь { $year } г.
    }
page-date-day =
    { $month ->
        [1] { $day } января { $year } г.
        [2] { $day } февраля { $year } г.
        [3] { $day } марта { $year } г.
        [4] { $day } апреля { $year } г.
        [5] { $day } мая { $year } г.
        [6] { $day } июня { $year } г.
        [7] { $day } июля { $year } г.
        [8] { $day } августа { $year } г.
        [9] { $day } сентября { $year } г.
        [10] { $day } октября { $year } г.
        [11] { $day } ноября { $year } г.
       *[12] { $day } декабря { $year } г.
    }
page-date-approximate = ориентировочно { $date }
page-date-uncertain = предположительно { $date }

## Pages. Changes

page-changes = Изменения записи
page-more-changes = Более ранние изменения есть в ленте изменений
page-changes-title = Изменения справочника
page-changes-feed = Лента изменений
page-change-action =
    { $action ->
        [ADDED] добавлено
        [CHANGED] изменено
        [MERGED] объединено с другой записью
        [WITHDRAWN] снято с публикации
       *[other] изменено
    }
page-record-kind =
    { $kind ->
        [SOURCE] Источник
        [ORGANIZATION] Организация
        [PERSON] Человек
        [POST] Должность
        [MEMBERSHIP] Членство
        [EVENT] Мероприятие
        [INDICATOR] Показатель
        [OBSERVATION] Значение показателя
        [KIND_TERM] Вид организации или должности
       *[other] Запись
    }
page-field =
    { $field ->
        [accessibility] доступная среда
        [accessed] дата обращения
        [acting] исполнение обязанностей
        [address] адрес
        [archivedUrl] копия в архиве
        [area] территория
        [attested] дата по источнику
        [author] автор
        [born] дата рождения
        [broader] более широкий вид
        [citations] источники
        [contactPoints] контакты
        [description] описание
        [died] дата смерти
        [dissolved] дата ликвидации
        [familyName] фамилия
        [format] форма участия
        [founded] дата основания
        [gender] пол
        [givenName] имя
        [held] дата проведения
        [hosts] место размещения
        [identifiers] идентификаторы
        [image] изображение
        [indicator] показатель
        [issued] дата публикации
        [kind] вид
        [label] название
        [languages] языки
        [locations] адреса
        [milestones] история
        [name] название
        [names] названия
        [note] примечание
        [openingHours] часы работы
        [organization] организация
        [organizers] организаторы
        [otherNames] другие названия
        [parents] вышестоящие организации
        [patronymic] отчество
        [period] период
        [person] человек
        [place] место
        [position] порядок в списках
        [post] должность
        [publisher] издатель
        [qualifier] точность значения
        [recurrence] повторение
        [role] роль
        [schedule] расписание
        [scheme] вид чего
        [services] услуги
        [shortName] краткое название
        [since] начало
        [slug] адрес страницы
        [supersedes] исправленное значение
        [title] название
        [unit] единица
        [until] окончание
        [url] ссылка
        [value] значение
       *[other] { $field }
    }

## Pages. Open data

page-data-modified = Последнее изменение
page-data-licence = Лицензия, на выбор
page-data-examples = Примеры
page-data-guide = Как читать файлы (на английском)
page-file-size = { $bytes ->
        [one] { $bytes } байт
        [few] { $bytes } байта
       *[other] { $bytes } байт
    }

## Pages. Lessons

page-learn = Учить казахский язык
page-learn-about = Уроки клуба «Парасат» – «Күніне бес сөз»: пять слов в день, упражнения и повторение в нужный срок. Можно учиться с телефона и вместе с клубом.
page-learn-open = Начать урок
page-lesson-count = { $count ->
        [one] { $count } урок
        [few] { $count } урока
       *[other] { $count } уроков
    }
page-word-count = { $count ->
        [one] { $count } слово
        [few] { $count } слова
       *[other] { $count } слов
    }

## Pages. Problems

page-problem-title =
    { $status ->
        [404] Страница не найдена
        [503] Справочник временно недоступен
       *[other] Не удалось показать страницу
    }
page-problem =
    { $status ->
        [404] По этому адресу страницы нет. Введите название в поле поиска наверху.
        [503] Откройте страницу снова немного позже.
       *[other] Ошибка записана. Откройте страницу снова немного позже.
    }
