/// What a model is worth: figures over a whole evaluation, each with the interval that chance alone
/// would give it.
///
/// Every figure is a function of how often each sample counts. Counting each once gives its value;
/// counting them as a thousand resamples do gives its interval. So the two cannot disagree on what
/// a figure means.
@NullMarked
package lockstep.nn.metric;

import org.jspecify.annotations.NullMarked;
