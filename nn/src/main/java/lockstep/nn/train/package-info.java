/// Training from data to a model that can be trusted.
///
/// ```
/// Trainer.fit     epochs of batches → steps → judgements → checkpoints; says all of it as events
/// Judge           what a model is worth on data that it has not seen
/// RateFinder      which learning rates make progress
/// ```
package lockstep.nn.train;
