/// Runs side by side: {@link lockstep.nn.compare.Comparison} reads what they left and says which is
/// best, by how much, and which settings made the difference.
@NullMarked
package lockstep.nn.compare;

import org.jspecify.annotations.NullMarked;
