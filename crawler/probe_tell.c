#include "crawler/probe_tell.h"

#include "common/buf.h"
#include "common/json.h"
#include "common/url.h"
#include "crawler/member.h"

#define OUT_MAX       ((size_t)4 << 20)
#define LOOK_LINE_MAX (2 * (size_t)URL_MAX + ((size_t)8 << 10))

void
probe_tell_look(struct stage *stage, const struct look *l)
{
	struct buf line;
	buf_init(&line, LOOK_LINE_MAX);
	buf_printf(&line, "%-8s %3d %6lld ms  %.*s  %.*s\n", look_name(l->what),
	    l->status, (long long)l->millis, STR_ARG(l->url), STR_ARG(l->note));
	stage_write(stage, buf_view(&line));
	stage_flush(stage);
	buf_free(&line);
}

static void
article_tell(struct buf *out, const struct findings *f)
{
	if (f->site->article.v.n == 0) {
		buf_text(out, "article  no pattern: what lists announce\n");
		return;
	}
	buf_printf(out, "article  the pattern takes %zu of %zu home links",
	    f->home_taken, f->home_links);
	buf_text(out,
	    f->nsections == 0 ? ", no section\n" : ", and SECTIONS too:");
	for (size_t i = 0; i < f->nsections; i++)
		buf_printf(out, " %.*s%s", STR_ARG(f->sections[i]),
		    i + 1 == f->nsections ? "\n" : "");
}

static void
works_tell(struct buf *out, const struct findings *f)
{
	size_t works = 0;
	size_t ours = 0;
	for (size_t i = 0; i < f->n; i++) {
		ours += f->v[i].ours ? 1 : 0;
		works += f->v[i].ours && f->v[i].works ? 1 : 0;
	}
	buf_printf(out, "works    %zu of %zu lists of the site's file\n", works,
	    ours);
	for (size_t i = 0; i < f->n; i++) {
		const struct look *l = &f->v[i];
		if (l->works && !l->ours &&
		    (l->what == LOOK_SITEMAP || l->what == LOOK_FEED))
			buf_printf(out, "more     %s %.*s\n",
			    look_name(l->what), STR_ARG(l->url));
	}
}

void
probe_tell_end(struct stage *stage, const struct findings *f)
{
	struct buf out;
	buf_init(&out, OUT_MAX);
	buf_printf(&out, "TLS      %.*s\n", STR_ARG(f->tls));
	article_tell(&out, f);
	works_tell(&out, f);
	stage_write(stage, buf_view(&out));
	buf_free(&out);
}

static void
robots_json(struct json *j, const struct findings *f)
{
	const double delay =
	    f->robots != NULL ? robots_delay(f->robots, str_c(f->agent)) : -1;
	json_key(j, "robots");
	json_object(j);
	member_int(j, "status", f->robots_status);
	member_bool(j, "home_allowed",
	    f->robots == NULL ||
		robots_ask(f->robots, str_c(f->agent), f->home).allowed);
	json_key(j, "delay");
	if (delay >= 0)
		json_real(j, delay);
	else
		json_null(j);
	json_end_object(j);
}

static void
article_json(struct json *j, const struct findings *f)
{
	json_key(j, "article");
	json_object(j);
	member_text(j, "pattern", f->site->article.v);
	member_int(j, "home_links", (int64_t)f->home_links);
	member_int(j, "taken", (int64_t)f->home_taken);
	json_key(j, "sections");
	json_array(j);
	for (size_t i = 0; i < f->nsections; i++)
		json_str(j, f->sections[i]);
	json_end_array(j);
	json_end_object(j);
}

static void
look_json(struct json *j, const struct look *l)
{
	json_object(j);
	member_text(j, "what", str_c(look_name(l->what)));
	member_text(j, "url", l->url);
	member_bool(j, "configured", l->ours);
	member_bool(j, "works", l->works);
	member_int(j, "status", l->status);
	member_int(j, "millis", l->millis);
	member_int(j, "links", (int64_t)l->links);
	member_int(j, "articles", (int64_t)l->articles);
	member_int(j, "lists", (int64_t)l->lists);
	member_moment(j, "oldest", l->oldest);
	member_moment(j, "newest", l->newest);
	member_text(j, "trouble", str_c(source_trouble_text(l->trouble)));
	member_text(j, "note", l->note);
	json_end_object(j);
}

void
probe_tell_json(struct stage *stage, const struct findings *f)
{
	struct buf out;
	buf_init(&out, OUT_MAX);
	struct json j = json_to(&out);
	json_object(&j);
	member_text(&j, "site", f->site->code.v);
	member_text(&j, "home", f->home);
	member_text(&j, "title", f->title);
	member_text(&j, "tls", f->tls);
	member_bool(&j, "welcome", !f->unwelcome);
	member_bool(&j, "soft_404", f->soft);
	robots_json(&j, f);
	article_json(&j, f);
	json_key(&j, "looks");
	json_array(&j);
	for (size_t i = 0; i < f->n; i++)
		look_json(&j, &f->v[i]);
	json_end_array(&j);
	json_end_object(&j);
	buf_chr(&out, '\n');
	stage_write(stage, buf_view(&out));
	buf_free(&out);
}
