#include "normalize/steps.h"

#include "normalize/anchors.h"
#include "normalize/bounds.h"
#include "normalize/changes.h"
#include "normalize/cues.h"
#include "normalize/figures.h"
#include "normalize/indicators.h"
#include "normalize/nouns.h"
#include "normalize/periods.h"
#include "normalize/places.h"
#include "normalize/units.h"

/* What each step needs from the ones before it is why it stands there. */
static void (*const steps[])(struct draft *) = {
	figures_read,   /* mentions parted into figures and clues; values */
	units_set,      /* kind and unit; scales shared by ranges */
	changes_set,    /* from, to, by: a bound word may be a role instead */
	bounds_set,     /* bound and interval, once the role is known */
	nouns_set,      /* what is counted; elided ones from before */
	periods_set,    /* when, also by role: from 2015, to 2021 */
	places_set,     /* where */
	cues_set,       /* how real, and who says it */
	indicators_set, /* which series, by all of the above */
	anchors_set,    /* names that survive; groups of changes */
};

void
steps_run(struct draft *d)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		steps[i](d);
}
