#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/language.h"
#include "tests/unit/extract/tools.h"

static struct str
language(const struct tools *t, const char *text)
{
	struct language *l = NULL;
	struct err err = { .reason = "" };
	if (language_new(t->config, &l, &err) != RC_OK)
		fail_msg("%s", err.reason);
	const struct str lang = language_of(l, t->arena, str_c(text));
	language_free(l);
	return lang;
}

static void
languages_of_the_region_are_told_apart(void **state)
{
	assert_str(language(*state,
		       "Количество моногородов сократили с двадцати семи до "
		       "двадцати, сообщили в министерстве. Работа "
		       "продолжается, "
		       "и в каждом из городов намечено открыть новые заводы, "
		       "чтобы люди не уезжали в другие области страны, где "
		       "зарплаты выше и больше рабочих мест."),
	    "ru");
	assert_str(
	    language(*state,
		"Моноқалалар саны жиырма жетіден жиырмаға дейін қысқарды, "
		"деп хабарлады министрлік. Жұмыс жалғасып жатыр, әр қалада "
		"жаңа зауыттар ашу көзделген, сонда тұрғындар басқа "
		"облыстарға көшпейді."),
	    "kk");
	assert_str(language(*state,
		       "The number of single-industry towns was cut from "
		       "twenty-seven to twenty, the ministry said. Work goes "
		       "on, and new plants are to be opened in each of the "
		       "towns so that people do not leave for other regions."),
	    "en");
}

static void
kazakh_is_told_in_each_of_its_alphabets(void **state)
{
	assert_str(language(*state,
		       "Monoqalalar sany jiyrma jetiden jiyrmağa deiın "
		       "qysqardy, dep habarlady ministrlik. Jūmys jalğasyp "
		       "jatyr, är qalada jaña zauyttar aşu közdelgen, sonda "
		       "tūrğyndar basqa oblystarğa köşpeidı."),
	    "kk");
	assert_str(language(*state,
		       "مونوقالالار سانى جيىرما جەتىدەن جيىرماعا دەيىن "
		       "قىسقاردى، دەپ حابارلادى مينيسترلىك. جۇمىس جالعاسىپ "
		       "جاتىر، ءار قالادا جاڭا زاۋىتتار اشۋ كوزدەلگەن، سوندا "
		       "تۇرعىندار باسقا وبلىستارعا كوشپەيدى."),
	    "kk");
}

static void
short_texts_are_told_by_their_letters(void **state)
{
	assert_str(language(*state, "Работа в городах продолжается."), "ru");
	assert_str(language(*state, "Қалаларда жұмыс жалғасып жатыр."), "kk");
}

static void
other_languages_are_none(void **state)
{
	assert_null(language(*state,
	    "Кількість міст скоротили з двадцяти семи до двадцяти, "
	    "повідомили в міністерстві. Робота триває, і в кожному "
	    "з міст мають відкрити нові заводи, щоб люди не їхали "
	    "до інших областей країни.")
			.s);
	assert_null(language(*state,
	    "Die Zahl der Städte wurde von siebenundzwanzig auf "
	    "zwanzig verringert, teilte das Ministerium mit. Die "
	    "Arbeit geht weiter, und in jeder der Städte sollen "
	    "neue Werke entstehen, damit die Menschen bleiben.")
			.s);
	assert_null(language(*state,
	    "Моношаарлардын саны жыйырма жетиден жыйырмага чейин "
	    "кыскарды, деп билдирди министрлик. Иш уланып жатат, ар бир "
	    "шаарда жаңы заводдорду ачуу көздөлгөн, элдер башка "
	    "облустарга көчпөсүн деп.")
			.s);
	assert_null(language(*state,
	    "Броят на градовете беше намален от двадесет и седем на "
	    "двадесет, съобщиха от министерството. Работата продължава и "
	    "във всеки от градовете ще бъдат открити нови заводи, за да "
	    "не напускат хората.")
			.s);
	assert_null(language(*state,
	    "Inani lamadolobha lehliswe lisuka kwangamashumi amabili "
	    "nesikhombisa laya kwangamashumi amabili, kusho umnyango. "
	    "Umsebenzi uyaqhubeka, futhi kuzovulwa izimboni ezintsha "
	    "kulawo madolobha ukuze abantu bangathuthi.")
			.s);
	assert_null(language(*state,
	    "شمار شهرها از بیست و هفت به بیست کاهش یافت، وزارتخانه اعلام "
	    "کرد. کار ادامه دارد و در هر شهر کارخانه های تازه گشوده "
	    "خواهد شد تا مردم به جای دیگری نروند.")
			.s);
	assert_null(language(*state, "12 345").s);
	assert_null(language(*state, "").s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages_of_the_region_are_told_apart),
		cmocka_unit_test(kazakh_is_told_in_each_of_its_alphabets),
		cmocka_unit_test(short_texts_are_told_by_their_letters),
		cmocka_unit_test(other_languages_are_none),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
