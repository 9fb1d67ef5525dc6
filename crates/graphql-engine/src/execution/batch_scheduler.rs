//! Polls the resolvers of an operation, and starts the batches that they wait for.
//!
//! As long as any resolver can continue, nothing is loaded. When none can, all requested loads start, in batches that
//! run concurrently. Loads that are requested meanwhile wait until all of these batches have ended. So an operation is
//! resolved level by level, and the number of its batches depends only on its shape.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::stream::{FuturesUnordered, StreamExt as _};
use futures_util::task::AtomicWaker;

use crate::application::{Batch, OperationContext};

/// The scheduler of one operation.
pub(crate) struct BatchScheduler<C> {
    context: C,
    waker: Arc<ResolverWaker>,
    batches: FuturesUnordered<Batch>,
}

/// Wakes the task that polls the resolvers, and records that a resolver can continue.
#[derive(Default)]
struct ResolverWaker {
    woken: AtomicBool,
    task: AtomicWaker,
}

impl Wake for ResolverWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.task.wake();
    }
}

impl<C: OperationContext> BatchScheduler<C> {
    /// Creates the scheduler of the operation with this context.
    pub(crate) fn new(context: C) -> Self {
        let waker = Arc::new(ResolverWaker { woken: AtomicBool::new(true), task: AtomicWaker::new() });
        Self { context, waker, batches: FuturesUnordered::new() }
    }

    /// Polls the resolvers until they are done, or until neither they nor their batches can continue.
    pub(crate) fn poll<T>(
        &mut self,
        context: &mut Context<'_>,
        mut poll_resolvers: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.waker.task.register(context.waker());
        loop {
            if self.waker.woken.swap(false, Ordering::AcqRel) {
                let waker = Waker::from(self.waker.clone());
                if let Poll::Ready(done) = poll_resolvers(&mut Context::from_waker(&waker)) {
                    // A stream may have further items.
                    self.waker.woken.store(true, Ordering::Release);
                    return Poll::Ready(done);
                }
                if self.waker.woken.load(Ordering::Acquire) {
                    // This task was woken as well and will be polled again.
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
