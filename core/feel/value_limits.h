/* value_limits.h: how far a walk over a value goes. Inside core/feel.
 *
 * Values share parts, so a small one can unfold to more than any machine holds; and an expression
 * can nest lists deeper than the C stack. Beyond these limits equality is null, text is cut. */
#ifndef ADIT_FEEL_VALUE_LIMITS_H
#define ADIT_FEEL_VALUE_LIMITS_H

#define FEEL_DEPTH_MAX 500
#define FEEL_VISITS_MAX 10000000

#endif
