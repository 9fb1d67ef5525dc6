//! Drives an operation, and the batches that its resolvers wait for.
//!
//! As long as any resolver can go on, or gets rows of its own, nothing is loaded; when none can, all that they asked for
//! is, in batches that run side by side; and what is asked for meanwhile waits until all of these have ended. So an
//! operation goes down its levels one by one, and how many statements it sends depends on nothing but its shape.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::stream::{FuturesUnordered, StreamExt as _};
use futures_util::task::AtomicWaker;

use crate::application::{Batch, OperationContext};

/// Drives one operation.
pub(crate) struct Driver<C> {
    context: C,
    alarm: Arc<Alarm>,
    batches: FuturesUnordered<Batch>,
}

/// Whether some resolver can go on. Rung, it wakes the task that drives them.
#[derive(Default)]
struct Alarm {
    rung: AtomicBool,
    task: AtomicWaker,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.rung.store(true, Ordering::Release);
        self.task.wake();
    }
}

impl<C: OperationContext> Driver<C> {
    /// Of the operation that this is the context of.
    pub(crate) fn new(context: C) -> Self {
        let alarm = Arc::new(Alarm { rung: AtomicBool::new(true), task: AtomicWaker::new() });
        Self { context, alarm, batches: FuturesUnordered::new() }
    }

    /// Polls the resolvers until they are done, or until neither they nor their batches can go on.
    pub(crate) fn drive<T>(
        &mut self,
        context: &mut Context<'_>,
        mut resolvers: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.alarm.task.register(context.waker());
        loop {
            if self.alarm.rung.swap(false, Ordering::AcqRel) {
                let waker = Waker::from(self.alarm.clone());
                if let Poll::Ready(done) = resolvers(&mut Context::from_waker(&waker)) {
                    // Of a stream there may be more.
                    self.alarm.rung.store(true, Ordering::Release);
                    return Poll::Ready(done);
                }
                if self.alarm.rung.load(Ordering::Acquire) {
                    // This task was woken with it, and will be polled again.
                    return Poll::Pending;
                }
            }
            if self.batches.is_empty() {
                self.batches.extend(self.context.start_batches());
            }
            match self.batches.poll_next_unpin(context) {
                Poll::Ready(Some(())) => {}
                Poll::Ready(None) | Poll::Pending => return Poll::Pending,
            }
        }
    }
}
