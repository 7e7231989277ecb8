/// Going on with a sequence: the next token of a model's own making, again and again.
@NullMarked
package lockstep.nn.generate;

import org.jspecify.annotations.NullMarked;
