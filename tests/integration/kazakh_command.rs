//! The command `dostyq kazakh`, as authors use it.

use crate::support::program::{ProgramOutput, dostyq, run};
use crate::support::service::root;

fn kazakh(command: &str, table: &str) -> ProgramOutput {
    run(&mut dostyq(root(), &["kazakh", command]), table)
}

#[test]
fn nouns_are_inflected() {
    let table = "id,lemma,drops_vowel,frozen,note\n\
                 1,дос,,,\"a friend, мен\"\n\
                 2,халық,,,\n\
                 3,халық,0,,\n\
                 4,отбасы,,,\n\
                 5,темір жол,0,0,\n";
    assert_eq!(
        kazakh("inflect", table).stdout(),
        "id,lemma,note,drops_vowel,harmony,frozen,nom_pl,gen,dat,acc,loc,abl,ins,p1sg,p2pol,p3,p1pl,p3_loc,p3_dat,pl_p1pl_loc,pred_1sg,pred_2sg,pred_2pol,pred_1pl,comparative,slight_comparative,not_a_noun\n\
         1,дос,\"a friend, мен\",0,,0,достар,достың,досқа,досты,доста,достан,доспен,досым,досыңыз,досы,досымыз,досында,досына,достарымызда,доспын,доссың,доссыз,доспыз,,,\n\
         2,халық,,1,,0,халықтар,халықтың,халыққа,халықты,халықта,халықтан,халықпен,халқым,халқыңыз,халқы,халқымыз,халқында,халқына,халықтарымызда,халықпын,халықсың,халықсыз,халықпыз,,,\n\
         3,халық,,0,,0,халықтар,халықтың,халыққа,халықты,халықта,халықтан,халықпен,халығым,халығыңыз,халығы,халығымыз,халығында,халығына,халықтарымызда,халықпын,халықсың,халықсыз,халықпыз,,,\n\
         4,отбасы,,0,,1,отбасылар,отбасының,отбасына,отбасын,отбасында,отбасынан,отбасымен,отбасым,отбасыңыз,отбасы,отбасымыз,отбасында,отбасына,отбасыларымызда,отбасымын,отбасысың,отбасысыз,отбасымыз,,,\n\
         5,темір жол,,0,,0,темір жолдар,темір жолдың,темір жолға,темір жолды,темір жолда,темір жолдан,темір жолмен,темір жолым,темір жолыңыз,темір жолы,темір жолымыз,темір жолында,темір жолына,темір жолдарымызда,темір жолмын,темір жолсың,темір жолсыз,темір жолмыз,,,\n"
    );
    let loan = kazakh("inflect", "lemma,harmony\nроль,back\nтарих,\n").stdout();
    assert!(loan.contains("\nроль,0,back,0,рольдар,"), "{loan}");
    assert!(loan.contains("\nтарих,0,,0,тарихтар,"), "{loan}");
    let others = kazakh("inflect", "lemma\nана тілі\nмен\nжақсы\nжәне\n").stdout();
    assert!(others.contains(",ана тілінің,ана тіліне,") && others.contains(",менің,маған,"), "{others}");
    assert!(others.contains(",жақсырақ,жақсылау,\n") && others.ends_with(",,particle\n"), "{others}");
}

#[test]
fn verbs_are_conjugated() {
    let output = kazakh("conjugate", "verb,form\nоқу,pres.3.neg.q\nжабу,\nмектеп,\n").stdout();
    let (header, rows) = output.split_once('\n').unwrap();
    assert!(
        header.starts_with("verb,form,stem,pres_1sg,") && header.ends_with(",conjugated,not_a_verb"),
        "{header}"
    );
    let rows: Vec<&str> = rows.lines().collect();
    assert!(
        rows[0].starts_with("оқу,pres.3.neg.q,оқы,оқимын,") && rows[0].ends_with(",оқымайды ма,"),
        "{}",
        rows[0]
    );
    assert!(rows[1].starts_with("жабу,,жап,жабамын,") && rows[1].contains(",жауып,"), "{}", rows[1]);
    assert!(rows[2].starts_with("мектеп,,,") && rows[2].ends_with(",,1"), "{}", rows[2]);
}

#[test]
fn words_are_folded_stemmed_and_transliterated() {
    assert_eq!(
        kazakh("fold", "text,n\n Сәлем! ,1\ncөз,2\n").stdout(),
        "text,n,folded\n Сәлем! ,1,сәлем\ncөз,2,сөз\n"
    );
    assert_eq!(
        kazakh("latin", "text\n\"Достық үйі, Талдықорған\"\nІЛЕ\n").stdout(),
        "text,latin\n\"Достық үйі, Талдықорған\",\"Dostyq üiı, Taldyqorğan\"\nІЛЕ,ILE\n"
    );
    assert_eq!(kazakh("stem", "word\nкітабы\n").stdout(), "word,candidates\nкітабы,китабы китап\n");
}

#[test]
fn answers_are_graded() {
    let table = "answer,expected\n\
                 Рахмет,рақмет|рахмет\n\
                 халык,халық\n\
                 мектп,мектеп\n\
                 мекктеп,мектеп\n\
                 мекетп,мектеп\n\
                 көл,қол\n\
                 достар,дос\n\
                 halyk,халық\n";
    assert_eq!(
        kazakh("grade", table).stdout(),
        "answer,expected,verdict,rating,slip,expected_letters,written_letters\n\
         Рахмет,рақмет|рахмет,CORRECT,GOOD,,,\n\
         халык,халық,SLIP,HARD,CONFUSED,қ,к\n\
         мектп,мектеп,SLIP,HARD,MISSING,е,\n\
         мекктеп,мектеп,SLIP,HARD,EXTRA,,к\n\
         мекетп,мектеп,SLIP,HARD,SWAPPED,т,е\n\
         көл,қол,ANOTHER_WORD,AGAIN,,,\n\
         достар,дос,WRONG,AGAIN,,,\n\
         halyk,халық,SLIP,HARD,CONFUSED,q,k\n"
    );
}

#[test]
fn invalid_input_is_reported_with_its_line() {
    for (command, table, error) in [
        ("inflect", "", "line 1: there is no header; required columns: lemma"),
        ("inflect", "word\nдос\n", "line 1: there is no column lemma in the header"),
        ("inflect", "lemma,frozen\nдос,0\nүй,yes\n", "line 3: frozen is \"yes\", must be 0, 1 or empty"),
        ("inflect", "lemma,harmony\nдос,soft\n", "line 2: harmony is \"soft\", must be back, front or empty"),
        ("inflect", "lemma,n\n,1\n", "line 2: lemma is empty"),
        ("grade", "answer\nдос\n", "line 1: there is no column expected in the header"),
        (
            "grade",
            "answer,expected\nдос,дос|\n",
            "line 2: expected is empty, or one of its spellings is empty",
        ),
        ("fold", "text\nа,б\n", "line 2: has 2 cells, but the header has 1"),
    ] {
        let output = kazakh(command, table);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert_eq!(output.error_line(), format!("dostyq: {error}"));
    }
}
