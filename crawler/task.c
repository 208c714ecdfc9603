#include "crawler/task.h"

const char *
task_kind_name(enum task_kind kind)
{
	static const char *const names[] = {
		[TASK_ROBOTS] = "robots",
		[TASK_LIST] = "list",
		[TASK_ARTICLE] = "article",
	};
	return names[kind];
}
