//! Invented organizations with names of the same patterns as those of the directory, in three languages.

use std::collections::HashSet;

use dostyq::domain::text::Text;

/// Places that bodies are named after: Kazakh, Russian in the genitive, English.
const PLACES: [(&str, &str, &str); 40] = [
    ("Ескелді", "Ескельдинского", "Eskeldi"),
    ("Ақсу", "Аксуского", "Aqsu"),
    ("Көксу", "Коксуского", "Koksu"),
    ("Кербұлақ", "Кербулакского", "Kerbulaq"),
    ("Панфилов", "Панфиловского", "Panfilov"),
    ("Сарқан", "Сарканского", "Sarqan"),
    ("Алакөл", "Алакольского", "Alakol"),
    ("Қаратал", "Каратальского", "Qaratal"),
    ("Талғар", "Талгарского", "Talgar"),
    ("Іле", "Илийского", "Ile"),
    ("Жамбыл", "Жамбылского", "Jambyl"),
    ("Ұйғыр", "Уйгурского", "Uigyr"),
    ("Райымбек", "Райымбекского", "Raiymbek"),
    ("Еңбекшіқазақ", "Енбекшиказахского", "Enbekshiqazaq"),
    ("Қарасай", "Карасайского", "Qarasai"),
    ("Балқаш", "Балхашского", "Balqash"),
    ("Кеген", "Кегенского", "Kegen"),
    ("Текелі", "Текелийского", "Tekeli"),
    ("Қапшағай", "Капшагайского", "Qapshagai"),
    ("Талдықорған", "Талдыкорганского", "Taldyqorgan"),
    ("Шелек", "Чиликского", "Shelek"),
    ("Аягөз", "Аягозского", "Ayagoz"),
    ("Үржар", "Урджарского", "Urjar"),
    ("Зайсан", "Зайсанского", "Zaisan"),
    ("Шардара", "Шардаринского", "Shardara"),
    ("Сайрам", "Сайрамского", "Sairam"),
    ("Мерке", "Меркенского", "Merke"),
    ("Қордай", "Кордайского", "Qordai"),
    ("Шу", "Шуского", "Shu"),
    ("Абай", "Абайского", "Abai"),
    ("Бұқар жырау", "Бухар-Жырауского", "Buqar Jyrau"),
    ("Осакаров", "Осакаровского", "Osakarov"),
    ("Аққайың", "Аккайынского", "Aqqaiyn"),
    ("Тайынша", "Тайыншинского", "Taiynsha"),
    ("Зеренді", "Зерендинского", "Zerendi"),
    ("Бурабай", "Бурабайского", "Burabai"),
    ("Ақсай", "Аксайского", "Aqsai"),
    ("Жаңаөзен", "Жанаозенского", "Janaozen"),
    ("Қармақшы", "Кармакшинского", "Qarmaqshy"),
    ("Шиелі", "Шиелийского", "Shieli"),
];

/// Peoples: Kazakh, Russian nominative masculine, English.
const PEOPLES: [(&str, &str, &str); 20] = [
    ("орыс", "русский", "Russian"),
    ("ұйғыр", "уйгурский", "Uighur"),
    ("кәріс", "корейский", "Korean"),
    ("неміс", "немецкий", "German"),
    ("татар", "татарский", "Tatar"),
    ("түрік", "турецкий", "Turkish"),
    ("әзербайжан", "азербайджанский", "Azerbaijani"),
    ("шешен", "чеченский", "Chechen"),
    ("поляк", "польский", "Polish"),
    ("күрд", "курдский", "Kurdish"),
    ("грек", "греческий", "Greek"),
    ("дүнген", "дунганский", "Dungan"),
    ("өзбек", "узбекский", "Uzbek"),
    ("украин", "украинский", "Ukrainian"),
    ("беларус", "белорусский", "Belarusian"),
    ("армян", "армянский", "Armenian"),
    ("еврей", "еврейский", "Jewish"),
    ("қырғыз", "киргизский", "Kyrgyz"),
    ("тәжік", "таджикский", "Tajik"),
    ("чуваш", "чувашский", "Chuvash"),
];

const TITLES: [&str; 32] = [
    "Ынтымақ",
    "Береке",
    "Шаңырақ",
    "Отан",
    "Самал",
    "Мерей",
    "Болашақ",
    "Тұмар",
    "Ақниет",
    "Арай",
    "Туған ел",
    "Алтын бесік",
    "Достар",
    "Жастар үні",
    "Келешек",
    "Ұлытау",
    "Мұрагер",
    "Ақбота",
    "Жалын",
    "Тірек",
    "Сенім",
    "Үміт",
    "Шапағат",
    "Мейірім",
    "Асыл мұра",
    "Дәстүр",
    "Қайнар",
    "Парыз",
    "Бірлік жолы",
    "Достық шеңбері",
    "Ұлағатты ұрпақ",
    "Зерде",
];

/// Patterns of names: Kazakh, Russian, English. {p} is a place, {e} a people, {t} a title, {n} a number.
const PATTERNS: [(&str, &str, &str); 40] = [
    ("{p} ауданының Достық үйі", "Дом дружбы {p} района", "House of Friendship of {p} District"),
    (
        "{p} ауданының «{t}» Достық үйі",
        "Дом дружбы «{t}» {p} района",
        "“{t}” House of Friendship of {p} District",
    ),
    (
        "{p} аудандық Қазақстан халқы ассамблеясы",
        "Ассамблея народа Казахстана {p} района",
        "{p} District Assembly of People of Kazakhstan",
    ),
    ("{p} аудандық аналар кеңесі", "Совет матерей {p} района", "Council of Mothers of {p} District"),
    ("«{t}» аналар кеңесі", "Совет матерей «{t}»", "“{t}” Council of Mothers"),
    (
        "{p} ауданының қоғамдық келісім кеңесі",
        "Совет общественного согласия {p} района",
        "Council of Public Accord of {p} District",
    ),
    (
        "{p} ауданы №{n} қоғамдық келісім кеңесі",
        "Совет общественного согласия №{n} {p} района",
        "Council of Public Accord No. {n} of {p} District",
    ),
    ("«{t}» жастар клубы", "Молодёжный клуб «{t}»", "“{t}” Youth Club"),
    ("«{t}» {e} жастар қауымдастығы", "«{t}», {e} молодёжный союз", "“{t}” {e} Youth Community"),
    ("{p} аудандық медиация кабинеті", "Кабинет медиации {p} района", "Mediation Office of {p} District"),
    ("№{n} медиация кабинеті", "Кабинет медиации №{n}", "Mediation Office No. {n}"),
    ("«{t}» ақсақалдар кеңесі", "Совет аксакалов «{t}»", "“{t}” Council of Elders"),
    (
        "{p} ауданының «{t}» ақсақалдар кеңесі",
        "Совет аксакалов «{t}» {p} района",
        "“{t}” Council of Elders of {p} District",
    ),
    (
        "{p} ауданының тілдерді оқыту орталығы",
        "Центр обучения языкам {p} района",
        "Language Teaching Centre of {p} District",
    ),
    ("«{t}» тіл орталығы", "Языковой центр «{t}»", "“{t}” Language Centre"),
    ("{p} колледжінің ҚХА кафедрасы", "Кафедра АНК {p} колледжа", "Academic Chair of the APK at {p} College"),
    ("«{t}» мемлекеттік тіл клубы", "Клуб государственного языка «{t}»", "“{t}” State Language Club"),
    (
        "{p} аудандық ғылыми-сараптамалық топ",
        "Научно-экспертная группа {p} района",
        "Scientific Expert Group of {p} District",
    ),
    ("{p} ауданының журналистер клубы", "Клуб журналистов {p} района", "Club of Journalists of {p} District"),
    ("{p} аудандық ҚХА хатшылығы", "Секретариат АНК {p} района", "Secretariat of the APK of {p} District"),
    (
        "«{t}» {e} этномәдени бірлестігі",
        "«{t}», {e} этнокультурный центр",
        "“{t}” {e} Ethnocultural Association",
    ),
    (
        "{p} ауданының {e} этномәдени бірлестігі",
        "{e} этнокультурный центр {p} района",
        "{e} Ethnocultural Association of {p} District",
    ),
    (
        "{p} аудандық этномәдени бірлестіктер кеңесі",
        "Совет этнокультурных объединений {p} района",
        "Council of Ethnocultural Associations of {p} District",
    ),
    ("{p} ауданы әкімінің аппараты", "Аппарат акима {p} района", "Office of the Akim of {p} District"),
    (
        "«{p} ауданы әкімінің аппараты» мемлекеттік мекемесі",
        "Государственное учреждение «Аппарат акима {p} района»",
        "State Institution “Office of the Akim of {p} District”",
    ),
    ("{p} ауданының мәдениет бөлімі", "Отдел культуры {p} района", "Department of Culture of {p} District"),
    (
        "{p} ауданының ішкі саясат бөлімі",
        "Отдел внутренней политики {p} района",
        "Department of Internal Policy of {p} District",
    ),
    (
        "{p} аудандық әкімшілік бөлімі",
        "Административный отдел {p} района",
        "Administrative Department of {p} District",
    ),
    ("№{n} кітапхана", "Библиотека №{n}", "Library No. {n}"),
    ("«{t}» кітапхана клубы", "Библиотечный клуб «{t}»", "“{t}” Library Club"),
    ("«{t}» {e} ансамблі", "{e} ансамбль «{t}»", "“{t}” {e} Ensemble"),
    ("«{t}» әжелер ансамблі", "Ансамбль бабушек «{t}»", "“{t}” Grandmothers’ Ensemble"),
    ("«{t}» отбасы орталығы", "Семейный центр «{t}»", "“{t}” Family Centre"),
    ("№{n} мектептің «{t}» клубы", "Клуб «{t}» школы №{n}", "“{t}” Club of School No. {n}"),
    ("{p} мемлекеттік университеті", "Университет {p} района", "{p} State University"),
    ("«{t}» сарапшылар тобы", "Группа экспертов «{t}»", "“{t}” Group of Experts"),
    ("{p} ауданының ардагерлер кеңесі", "Совет ветеранов {p} района", "Council of Veterans of {p} District"),
    (
        "{p} ауданының «{t}» волонтёрлер клубы",
        "Клуб волонтёров «{t}» {p} района",
        "“{t}” Volunteers’ Club of {p} District",
    ),
    (
        "{p} аудандық қоғамдық келісім орталығы",
        "Центр общественного согласия {p} района",
        "Centre of Public Accord of {p} District",
    ),
    ("«{t}» достық клубы", "Клуб дружбы «{t}»", "“{t}” Friendship Club"),
];

/// Returns this many different names, always the same ones.
pub(crate) fn names(count: usize) -> Vec<Text> {
    let mut state = 20_261_123_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let (mut names, mut met) = (Vec::new(), HashSet::new());
    while names.len() < count {
        let make = PATTERNS[next(PATTERNS.len())];
        let (place, people) = (PLACES[next(PLACES.len())], PEOPLES[next(PEOPLES.len())]);
        let (title, number) = (TITLES[next(TITLES.len())], (next(400) + 1).to_string());
        let fill = |make: &str, place: &str, people: &str| {
            make.replace("{p}", place).replace("{e}", people).replace("{t}", title).replace("{n}", &number)
        };
        let kk = fill(make.0, place.0, people.0);
        if met.insert(kk.clone()) {
            let (ru, en) = (fill(make.1, place.1, people.1), fill(make.2, place.2, people.2));
            names.push(Text { kk: Some(kk), ru: Some(ru), en: Some(en) });
        }
    }
    names
}
