/// From a name, a file or a folder to a trained model, with nothing else to say: what the command
/// line spells.
///
/// ```
/// Wanted ──► Source          what the data is, in three parts, and what the task is
///              ▼ Defaults     network, preparation, augmentations, recipe; all can be set
///            Project         every setting, resolved: config.json
///              ▼ Session      the run directory; train, judge, results.json, model.lockstep
///            Predictor       files and texts in, labels and numbers out
/// ```
@NullMarked
package lockstep.nn.project;

import org.jspecify.annotations.NullMarked;
