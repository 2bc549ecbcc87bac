// The failed-payment chain of the subscription box in XState v5, played to quiescence on XState's simulated clock:
// create a subscription, trigger a billing cycle, fail, fail a day later, fail a day later, paused.
//
//     npm ci --prefix benches/xstate && node benches/xstate/chain.mjs [SECONDS]
//
// Prints one line of JSON: {"chains", "steps_per_chain", "steps_per_second", "checked"}.
//
// One machine with a region for each aggregate and each read model, which is what XState offers for parts that react to each
// other at once; the policies are what an event raises. A step is counted wherever the board makes one: a command handled, an
// outcome taken, an event recorded, a read model updated, a policy asked. So both sides count the same things; what either side
// does for each is its own.

import { SimulatedClock, assign, createActor, enqueueActions, raise, setup } from "xstate";

const DAY = 24 * 60 * 60 * 1000;

/** How many steps `squall run` makes of the same commands and answers, and here: every one is counted where it happens. */
let steps = 0;
const step = (count) => () => {
    steps += count;
};

const machine = setup({
    actions: {
        // An event recorded, each read model that it updates, each policy that it reaches.
        recorded: (_, { models, policies }) => {
            steps += 1 + models + policies;
        },
        // A command issued and its outcome taken.
        handled: step(2),
        rejected: step(2),
    },
    guards: {
        mayRetry: ({ context }) => context.retry_count < 2,
        exhausted: ({ context }) => context.retry_count >= 2,
    },
    delays: { day: DAY },
}).createMachine({
    id: "subscription box",
    type: "parallel",
    context: { retry_count: 0, requested_boxes: 0, dashboard: null, mine: null, queue: null },
    states: {
        subscription: {
            initial: "none",
            states: {
                none: {
                    on: {
                        CREATE_SUBSCRIPTION: {
                            target: "active",
                            actions: ["handled", raise({ type: "SUBSCRIPTION_CREATED" })],
                        },
                    },
                },
                active: {
                    on: {
                        PAUSE_SUBSCRIPTION: { target: "paused", actions: ["handled", raise({ type: "SUBSCRIPTION_PAUSED" })] },
                        CANCEL_SUBSCRIPTION: { target: "cancelled", actions: ["handled", raise({ type: "SUBSCRIPTION_CANCELLED" })] },
                    },
                },
                paused: {
                    on: {
                        RESUME_SUBSCRIPTION: { target: "active", actions: ["handled", raise({ type: "SUBSCRIPTION_RESUMED" })] },
                        CANCEL_SUBSCRIPTION: { target: "cancelled", actions: ["handled", raise({ type: "SUBSCRIPTION_CANCELLED" })] },
                    },
                },
                cancelled: {},
            },
        },
        billing: {
            on: {
                TRIGGER_BILLING_CYCLE: {
                    actions: ["handled", assign({ retry_count: 0 }), raise({ type: "MONTHLY_BILLING_CYCLE_TRIGGERED" })],
                },
                SCHEDULE_RETRY: {
                    guard: "mayRetry",
                    actions: [
                        "handled",
                        assign({ retry_count: ({ context }) => context.retry_count + 1 }),
                        raise({ type: "PAYMENT_RETRY_SCHEDULED" }),
                    ],
                },
                // The answer is in the event: what the payment gateway would say.
                ATTEMPT_PAYMENT: {
                    actions: enqueueActions(({ context, event, enqueue }) => {
                        enqueue("handled");
                        const { amount_cents } = event;
                        const first = context.retry_count === 0;
                        enqueue.raise({ type: first ? "PAYMENT_ATTEMPTED" : "PAYMENT_RETRY_ATTEMPTED", amount_cents });
                        if (event.succeeds) {
                            enqueue.assign({ retry_count: 0 });
                            enqueue.raise({ type: "PAYMENT_SUCCEEDED", amount_cents });
                        } else {
                            enqueue.raise({ type: "PAYMENT_FAILED", amount_cents });
                        }
                    }),
                },
            },
        },
        policies: {
            on: {
                MONTHLY_BILLING_CYCLE_TRIGGERED: {
                    actions: [
                        { type: "recorded", params: { models: 0, policies: 1 } },
                        raise({ type: "ATTEMPT_PAYMENT", amount_cents: 2500, succeeds: false }),
                    ],
                },
                PAYMENT_SUCCEEDED: {
                    actions: [{ type: "recorded", params: { models: 2, policies: 1 } }, raise({ type: "REQUEST_SHIPMENT" })],
                },
                PAYMENT_FAILED: [
                    {
                        guard: "mayRetry",
                        actions: [
                            { type: "recorded", params: { models: 2, policies: 2 } },
                            raise({ type: "SCHEDULE_RETRY" }),
                            raise({ type: "ATTEMPT_PAYMENT", amount_cents: 2500, succeeds: false }, { delay: "day" }),
                        ],
                    },
                    {
                        guard: "exhausted",
                        actions: [{ type: "recorded", params: { models: 2, policies: 2 } }, raise({ type: "PAUSE_SUBSCRIPTION" })],
                    },
                ],
                SUBSCRIPTION_CREATED: { actions: { type: "recorded", params: { models: 1, policies: 0 } } },
                PAYMENT_ATTEMPTED: { actions: { type: "recorded", params: { models: 1, policies: 0 } } },
                PAYMENT_RETRY_ATTEMPTED: { actions: { type: "recorded", params: { models: 1, policies: 0 } } },
                PAYMENT_RETRY_SCHEDULED: { actions: { type: "recorded", params: { models: 1, policies: 0 } } },
                SUBSCRIPTION_PAUSED: { actions: { type: "recorded", params: { models: 2, policies: 0 } } },
            },
        },
        shipment: {
            on: {
                REQUEST_SHIPMENT: {
                    actions: [
                        "handled",
                        assign({ requested_boxes: ({ context }) => context.requested_boxes + 1 }),
                        raise({ type: "SHIPMENT_REQUESTED" }),
                    ],
                },
            },
        },
        dashboard: {
            on: {
                PAYMENT_SUCCEEDED: { actions: assign({ dashboard: null }) },
                PAYMENT_FAILED: {
                    actions: assign({
                        dashboard: ({ context, event }) => ({
                            status: context.retry_count < 2 ? "retrying" : "exhausted",
                            retry_count: context.retry_count,
                            amount_cents: event.amount_cents,
                        }),
                    }),
                },
                PAYMENT_RETRY_SCHEDULED: {
                    actions: assign({
                        dashboard: ({ context }) => ({
                            ...context.dashboard,
                            status: "retry scheduled",
                            retry_count: context.retry_count,
                        }),
                    }),
                },
                PAYMENT_RETRY_ATTEMPTED: {
                    actions: assign({ dashboard: ({ context }) => ({ ...context.dashboard, status: "retrying" }) }),
                },
                SUBSCRIPTION_PAUSED: {
                    actions: assign({ dashboard: ({ context }) => ({ ...context.dashboard, status: "paused" }) }),
                },
            },
        },
        mine: {
            on: {
                SUBSCRIPTION_CREATED: { actions: assign({ mine: { status: "active" } }) },
                PAYMENT_ATTEMPTED: { actions: assign({ mine: ({ context }) => ({ ...context.mine, last_payment: "attempted" }) }) },
                PAYMENT_SUCCEEDED: { actions: assign({ mine: ({ context }) => ({ ...context.mine, last_payment: "succeeded" }) }) },
                PAYMENT_FAILED: { actions: assign({ mine: ({ context }) => ({ ...context.mine, last_payment: "failed" }) }) },
                SUBSCRIPTION_PAUSED: { actions: assign({ mine: ({ context }) => ({ ...context.mine, status: "paused" }) }) },
            },
        },
    },
});

function chain() {
    const clock = new SimulatedClock();
    const actor = createActor(machine, { clock });
    actor.start();
    actor.send({ type: "CREATE_SUBSCRIPTION" });
    actor.send({ type: "TRIGGER_BILLING_CYCLE" });
    clock.increment(DAY);
    clock.increment(DAY);
    // Two jumps of the clock, and quiet said twice.
    steps += 4;
    const { value, context } = actor.getSnapshot();
    actor.stop();
    return value.subscription === "paused" && context.retry_count === 2 && context.dashboard.status === "paused";
}

const seconds = Number(process.argv[2] ?? 3);
let checked = true;
for (let warm = 0; warm < 2000; warm += 1) {
    checked = chain() && checked;
}
// In windows of a tenth of a second, of which the median counts, garbage collected within it and all.
let chains = 0;
let counted = 0;
const windows = [];
const begun = process.hrtime.bigint();
while (Number(process.hrtime.bigint() - begun) / 1e9 < seconds) {
    steps = 0;
    const window = process.hrtime.bigint();
    let spent = 0;
    while (spent < 0.1) {
        checked = chain() && checked;
        chains += 1;
        spent = Number(process.hrtime.bigint() - window) / 1e9;
    }
    counted += steps;
    windows.push(steps / spent);
}
windows.sort((a, b) => a - b);
const median = windows[windows.length >> 1];
console.log(JSON.stringify({ chains, steps_per_chain: counted / chains, steps_per_second: Math.round(median), checked }));
process.exit(checked ? 0 : 1);
