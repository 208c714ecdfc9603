#ifndef TESTS_UNIT_EXTRACT_PROSE_H
#define TESTS_UNIT_EXTRACT_PROSE_H

/* Three sentences of an article, each long enough to be prose. */
#define ONE                                                                                                                            \
	"Правительство утвердило план развития моногородов, сообщила пресс-" \
	"служба министерства экономики."
#define TWO                                                                                                                      \
	"В плане двадцать городов, в каждом из них намечено открыть новые " \
	"производства, чтобы люди не уезжали."
#define THREE                                                                                                             \
	"Работа рассчитана на три года, первые итоги подведут осенью, " \
	"отметил "                                                                                                 \
	"министр."

#endif
