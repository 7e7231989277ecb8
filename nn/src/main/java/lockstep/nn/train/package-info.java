/// Training from data to a model that can be trusted.
///
/// ```
/// Trainer.fit     epochs of batches → steps → judgements → checkpoints; says all of it as events
/// Judge           what a model is worth on data that it has not seen
/// Recorder        rows of metrics in the directory of a run
/// RateFinder      which learning rates make progress
/// ```
@NullMarked
package lockstep.nn.train;

import org.jspecify.annotations.NullMarked;
