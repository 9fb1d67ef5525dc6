//! The orders of a Kazakh sentence that are right besides the one in the content.
//!
//! Kazakh is verb-final, and free before the verb: what is known comes first, what matters most comes right before the
//! verb. So the phrases of a simple sentence may change places, while the predicate stays last, and each phrase stays whole:
//! an attribute before its noun, a postposition and a particle after their word, an auxiliary after its verb. An object
//! without an ending stays right before the verb.
//!
//! The rule is careful. Sentences with participles, with several clauses, with a comma or with a dash keep their order.

use kazakh::fold::fold_kazakh;
use kazakh::lexicon;

/// How right an order of the words of a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// As right as that of the content.
    Right,
    /// Understood: each phrase is whole, but the predicate is not last, or an object is away from its verb.
    Understood,
}

/// The phrases of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrases {
    /// The phrases in the order of the sentence, each as its folded words. The last one is the predicate.
    phrases: Vec<Vec<String>>,
    /// Whether the phrase before the predicate is an object that stays there.
    has_bare_object: bool,
}

/// Words that belong to the next word.
const BEFORE_NOUN: &str = "бұл осы сол мына ана анау мынау көп аз әр әрбір барлық бүкіл кейбір бірнеше біраз ешқандай қай \
    қандай неше қанша өте тым ең аса нағыз әлі бірінші екінші үшінші келесі өткен жарты өз барша туған \
    ортақ";
/// Words that belong to the word before: postpositions and particles.
const AFTER_WORD: &str = "үшін туралы жайлы жөнінде кейін соң бұрын дейін шейін бері сияқты секілді арқылы бойы бойынша қарай \
    сайын қарсы ғана гөрі басқа бойында ішінде үстінде астында жанында қасында алдында артында арасында \
    ма ме ба бе па пе да де та те ғой қой емес";
/// Measures of what the next word names.
const MEASURES: &str = "стақан кесе шыныаяқ тостаған қасық табақ бөтелке шелек қап тілім түйір дана кило килограмм \
    грамм литр";
/// Words that join the words on both sides.
const BETWEEN: &str = "және мен пен бен әрі немесе не";
/// Stems of verbs that follow the verb that they modify.
const AUXILIARIES: &str = "жүр тұр отыр жат бол кел кет бер ал қал сал жібер таста көр баста еді екен шығар";

/// Whether a word is in a list.
fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

impl Phrases {
    /// Divides a sentence into phrases. `None` if it must keep its order. `pieces` are its words.
    pub(super) fn of(sentence: &str, pieces: &[String]) -> Option<Self> {
        let sentence = sentence.trim().trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let has_parts = sentence.contains([',', ';', ':', '—', '–', '«', '(', '…', '.', '!', '?']);
        let words: Vec<String> = pieces.iter().map(|piece| fold_kazakh(piece)).collect();
        let (_, before_last) = words.split_last()?;
        if has_parts || before_last.iter().any(|word| is_participle(word)) {
            return None;
        }
        let mut phrases: Vec<Vec<String>> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let previous = at.checked_sub(1).and_then(|at| words.get(at));
            match (phrases.last_mut(), previous) {
                (Some(phrase), Some(previous))
                    if belong_together(previous, word, at == 1)
                        || (at + 1 < words.len() && is_compound(previous, word)) =>
                {
                    phrase.push(word.clone());
                }
                _ => phrases.push(vec![word.clone()]),
            }
        }
        let has_bare_object = has_bare_object(&phrases);
        (phrases.len() > 1).then_some(Self { phrases, has_bare_object })
    }

    /// Judges an order of the words. `None` if a phrase is not whole.
    pub(super) fn judge(&self, words: &[String]) -> Option<Order> {
        let mut left: Vec<(usize, &Vec<String>)> = self.phrases.iter().enumerate().collect();
        // A phrase may begin as another one does: the longer ones first.
        left.sort_by_key(|(_, phrase)| std::cmp::Reverse(phrase.len()));
        let mut order = Vec::with_capacity(left.len());
        let mut rest = words;
        while !rest.is_empty() {
            let place = left.iter().position(|(_, phrase)| rest.starts_with(phrase))?;
            let (number, phrase) = left.remove(place);
            rest = rest.get(phrase.len()..)?;
            order.push(number);
        }
        let predicate = self.phrases.len().checked_sub(1)?;
        let is_predicate_last = order.last() == Some(&predicate);
        let object = order.iter().rev().nth(1).copied();
        let is_object_at_verb = !self.has_bare_object || object.is_some_and(|object| object + 1 == predicate);
        left.is_empty().then_some(if is_predicate_last && is_object_at_verb {
            Order::Right
        } else {
            Order::Understood
        })
    }
}

/// Whether a word belongs to the phrase of the word before it.
fn belong_together(previous: &str, word: &str, is_second: bool) -> bool {
    // At the beginning, мен is the pronoun «I».
    let joins = |word: &str, is_first: bool| is_in(BETWEEN, word) && !(word == "мен" && is_first);
    joins(word, false)
        || joins(previous, is_second)
        || is_in(AFTER_WORD, word)
        || is_attribute(previous)
        || (is_converb(previous) && (is_auxiliary(word) || previous.ends_with('п')))
        || (word == "бірге" && ["мен", "бен", "пен"].iter().any(|ending| previous.ends_with(ending)))
}

fn is_auxiliary(word: &str) -> bool {
    AUXILIARIES.split(' ').any(|stem| word.starts_with(stem))
}

/// Whether two nouns are a compound, or a word belongs to a time of day or to a measure: қазақ тілін, сағат сегізде, бір кесе
/// шай.
fn is_compound(previous: &str, word: &str) -> bool {
    (is_possessed(word) && is_bare_noun(previous))
        || (is_in(MEASURES, previous) && is_bare_noun(word))
        || (previous == "сағат" && NUMERALS.split(' ').any(|numeral| word.starts_with(numeral)))
}

/// Whether a word stands before the noun that it belongs to.
fn is_attribute(word: &str) -> bool {
    const GENITIVE: &str = "ның нің дың дің тың тің";
    const RELATIONAL: &str = "дағы дегі тағы тегі ндағы ндегі";
    let is_long = word.chars().count() > 4;
    is_in(BEFORE_NOUN, word)
        || (lexicon::is_adjective(word) && !word.ends_with("ша") && !word.ends_with("ше") && word != "дана")
        || is_numeral(word)
        || matches!(word, "менің" | "сенің" | "оның" | "біздің" | "сіздің" | "олардың")
        || (is_long && GENITIVE.split(' ').chain(RELATIONAL.split(' ')).any(|ending| word.ends_with(ending)))
}

const NUMERALS: &str = "бір екі үш төрт бес алты жеті сегіз тоғыз он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан жүз \
    мың миллион";

fn is_numeral(word: &str) -> bool {
    is_in(NUMERALS, word) || word.chars().all(|letter| letter.is_ascii_digit())
}

/// Participles begin a clause of their own: көрген, баратын.
fn is_participle(word: &str) -> bool {
    const ENDINGS: &str = "ған ген қан кен атын етін йтын йтін ғанда генде";
    let is_form_of_verb = || {
        let lemmas = lexicon::lemmas(word);
        !lemmas.contains(word) && lemmas.iter().any(|lemma| lemma.ends_with(['у', 'ю']))
    };
    word.chars().count() > 4 && ENDINGS.split(' ').any(|ending| word.ends_with(ending)) && is_form_of_verb()
}

/// Whether a word is a converb, to which an auxiliary belongs: ойнап, бара.
fn is_converb(word: &str) -> bool {
    let lemmas = lexicon::lemmas(word);
    let is_form_of_verb = || !lemmas.is_empty() && lemmas.iter().all(|lemma| lemma.ends_with(['у', 'ю']));
    word.ends_with("ып")
        || word.ends_with("іп")
        || (word.ends_with(['п', 'а', 'е', 'й']) && is_form_of_verb())
}

/// Whether a word may have the possessive ending of the third person, as the second noun of a compound has it: тілін,
/// халқы.
fn is_possessed(word: &str) -> bool {
    const CASES: &str = "н ның нің на не нда нде нан нен мен ында інде";
    const ACCUSATIVE: &str = "ды ді ты ті ны ні";
    let is_possessive = |stem: &str| stem.chars().count() > 3 && stem.ends_with(['ы', 'і']);
    let is_accusative = ACCUSATIVE.split(' ').any(|ending| word.ends_with(ending));
    if lexicon::is_adjective(word) || is_numeral(word) || is_accusative {
        return false;
    }
    let is_plain_noun = lexicon::lemmas(word).contains(word);
    (is_possessive(word) && !is_plain_noun)
        || CASES
            .split(' ')
            .any(|case| word.strip_suffix(case).is_some_and(|stem| is_possessive(stem) && !is_plain_noun))
}

/// Whether a word is a noun without an ending.
fn is_bare_noun(word: &str) -> bool {
    const OTHERS: &str = "маған саған оған мен сен сіз ол біз олар сіздер бүгін ертең кеше қазір енді кешке таңертең түнде \
    биыл былтыр жиі әрқашан үнемі қашан мені сені оны бізді сізді";
    !is_in(OTHERS, word) && lexicon::lemmas(word).iter().any(|lemma| *lemma == word && !lemma.ends_with('у'))
}

/// Whether the phrase before the predicate is an object without an ending: there is another phrase that can be the subject,
/// and a verb that takes an object.
fn has_bare_object(phrases: &[Vec<String>]) -> bool {
    const INTRANSITIVE: &str = "жат тұр отыр жүр кел бар кет жау бол жоқ керек қал шық ұйық өт толды";
    let [others @ .., object, predicate] = phrases else { return false };
    let last = |phrase: &Vec<String>| phrase.last().cloned().unwrap_or_default();
    let takes_object = predicate.first().is_some_and(|verb| {
        let is_intransitive = INTRANSITIVE.split(' ').any(|stem| verb.starts_with(stem));
        !is_intransitive && !lexicon::is_adjective(verb) && !lexicon::lemmas(verb).contains(verb.as_str())
    });
    let is_subject = |phrase: &Vec<String>| {
        let word = last(phrase);
        matches!(word.as_str(), "мен" | "сен" | "сіз" | "ол" | "біз" | "олар") || is_bare_noun(&word)
    };
    takes_object && is_bare_noun(&last(object)) && others.iter().any(is_subject)
}
