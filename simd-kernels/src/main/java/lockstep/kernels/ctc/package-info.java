/// Connectionist temporal classification: how likely labels are, read out of the classes of many
/// steps (A. Graves and others, “Connectionist Temporal Classification”, 2006).
///
/// Each step says a class; class 0, the blank, says nothing. A path through all steps reads as the
/// labels that are left when repetitions are joined and then blanks taken out: `0 1 1 0 1 2` reads
/// 1 1 2. What the labels 1 1 2 cost is minus the logarithm of the probability of all paths that
/// read so. It is found over states: the labels with a blank before, between and after them, `0 1 0
/// 1 0 2 0`. From a state a path stays, goes on to the next, or from a label over a blank to the
/// next label, if that is another one.
///
/// All sums are of logarithms. Those of one step are shifted so that the largest is 0, and shifts
/// are added up in double: so long sequences lose no digits. Samples are computed one by one, each
/// in one share: neither threads nor the width of vectors change a bit.
@NullMarked
package lockstep.kernels.ctc;

import org.jspecify.annotations.NullMarked;
