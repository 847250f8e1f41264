/* value_limits.h: how far a walk over a value goes. Inside core/feel.
 *
 * Values share parts, so a small one can unfold to more than any machine holds; and an expression
 * can nest lists deeper than the C stack. Beyond these limits equality is null, text is cut. */
#ifndef ADIT_FEEL_VALUE_LIMITS_H
#define ADIT_FEEL_VALUE_LIMITS_H

#define FEEL_DEPTH_MAX 500
#define FEEL_VISITS_MAX 10000000
/* The longest text that is built out of values, in bytes. */
#define FEEL_TEXT_MAX ((size_t)1 << 20)

#include "core/feel/value.h"

/* feel_equal and feel_holds_unknown, adding the parts that were looked at to *visits. */
struct feel_value feel_equal_counted(struct arena *a, struct feel_value x, struct feel_value y,
                                     size_t *visits);
bool feel_holds_unknown_counted(struct arena *a, struct feel_value v,
                                const struct feel_causes **causes, size_t *visits);

#endif
