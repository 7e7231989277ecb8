/// Looking into a network: its parts, what they cost, the plan that runs, and pictures of what it
/// has learnt.
///
/// ```
/// Anatomy      the parts as a tree: names, shapes, parameters, work
/// Costs        work and memory of a plan
/// PlanView     what runs, node by node, and what was merged into what
/// Filters      the weights of the first layer
/// Activations  what the parts make of an input
/// Saliency     what of an input the answer depends on
/// Portrait     the last three as a picture
/// ContactSheet samples of the data as a picture
/// ```
@NullMarked
package lockstep.nn.inspect;

import org.jspecify.annotations.NullMarked;
