/// Named changes of a graph that leave what it computes, and make it cheaper.
@NullMarked
package lockstep.nn.plan.rewrite;

import org.jspecify.annotations.NullMarked;
