import type { DemoClient, TakenStep } from "./clients.ts";

const OFFERS = [
  offer("LC-7741", "LendingClub", 20_000, "13.49", 60, "460.08"),
  offer("UP-2098", "Upstart", 18_500, "15.20", 60, "442.05"),
  offer("BE-5513", "Best Egg", 15_000, "11.99", 36, "498.15"),
];

function offer(
  offerId: string,
  lender: string,
  amount: number,
  apr: string,
  termMonths: number,
  monthlyPayment: string,
) {
  const link = `https://offers.engine.tech/ref/${offerId.toLowerCase()}`;
  return {
    offerId,
    lender,
    amount: `${amount}.00`,
    apr,
    termMonths,
    monthlyPayment,
    link,
    expiresOn: "@-21",
  };
}

const begun: TakenStep[] = [
  [6, "approve_underwriting"],
  [6, "send_agreement"],
];

/** Clients with a product in flight. */
export const CLIENTS_TO_FUND: DemoClient[] = [
  {
    name: "Renata Villaseñor",
    route: "term loan, then cards",
    openedDaysAgo: 1,
    statedIncome: 84_000,
    credit: {
      scores: [731, 742, 728],
      cards: [
        ["Chase", 132, 14_000, 2_310],
        ["American Express", 96, 18_000, 3_125],
        ["Citi", 61, 9_500, 870],
        ["Discover", 44, 8_000, 1_240],
      ],
      loans: [["Toyota Financial", "auto", 31, 26_400, 14_870]],
      inquiries: { equifax: 1, experian: 2 },
    },
  },
  {
    name: "Terrence Blakely",
    route: "cards, after paydowns",
    openedDaysAgo: 9,
    statedIncome: 27_800,
    credit: {
      scores: [703, 711, 698],
      cards: [
        ["Chase", 118, 9_000, 6_240],
        ["Citi", 74, 6_500, 4_030],
        ["Bank of America", 58, 5_000, 610],
        ["Discover", 33, 4_500, 2_790],
      ],
      inquiries: { experian: 2 },
    },
    steps: [...begun, [5, "email_paydown_requirements"]],
  },
  {
    name: "Solveig Marchetti",
    route: "term loan and cards, after inquiry removal",
    openedDaysAgo: 7,
    statedIncome: 73_000,
    credit: {
      scores: [716, 709, 722],
      cards: [
        ["American Express", 142, 16_000, 2_900],
        ["Chase", 80, 12_500, 1_980],
        ["US Bank", 49, 7_000, 450],
      ],
      inquiries: { equifax: 2, experian: 5, transunion: 3 },
    },
    steps: [...begun, [4, "dispute_inquiries"]],
  },
  {
    name: "Obinna Castellanos",
    route: "cards, and a merchant cash advance beside them",
    openedDaysAgo: 8,
    statedIncome: 28_400,
    business: { revenue: 18_600, monthsOld: 15 },
    credit: {
      scores: [668, 674, 661],
      cards: [
        ["Capital One", 90, 8_000, 1_100],
        ["Citi", 66, 6_500, 1_480],
        ["Discover", 41, 5_500, 730],
      ],
      inquiries: { transunion: 1 },
    },
    tracks: ["creative"],
    steps: [...begun, [5, "submit_processing"]],
  },
  {
    name: "Dolores Whitcombe",
    route: "established: MCA or SBA",
    openedDaysAgo: 12,
    statedIncome: 21_000,
    business: { revenue: 42_300, monthsOld: 67 },
    credit: {
      scores: [684, 690, 677],
      cards: [
        ["Chase", 155, 12_000, 3_300],
        ["Wells Fargo", 102, 9_000, 1_870],
        ["American Express", 71, 15_000, 2_260],
      ],
      loans: [["Wells Fargo Home Mortgage", "mortgage", 112, 268_000, 201_450]],
    },
    steps: [
      [11, "approve_underwriting", { establishedSubVariant: "sba" }],
      [11, "send_agreement"],
      [
        7,
        "gather_documentation",
        {
          documents: [
            { document: "Tax return 2024", receivedOn: "@8" },
            { document: "Tax return 2025", receivedOn: "@8" },
            { document: "Profit and loss statement", receivedOn: "@7" },
            { document: "Balance sheet", receivedOn: "@7" },
          ],
        },
      ],
    ],
  },
  {
    name: "Jerome Kristoffersen",
    route: "term loan alone: cards declined for late payments",
    openedDaysAgo: 11,
    statedIncome: 91_000,
    credit: {
      scores: [672, 679, 665],
      cards: [
        ["Bank of America", 127, 13_000, 3_650],
        ["Chase", 84, 11_000, 2_900],
        ["Citi", 60, 8_000, 2_050],
      ],
      lates30: { count: 7, lastMonthsAgo: 14 },
      inquiries: { experian: 2 },
    },
    steps: [
      [10, "approve_underwriting"],
      [10, "send_agreement"],
      [8, "generate_term_loan_offers", { offers: OFFERS }],
      [7, "review_and_select_offer", { offerId: "UP-2098" }],
      [7, "send_offer_link"],
    ],
  },
  {
    name: "Amara Lindholm",
    route: "term loan and cards, both paid",
    openedDaysAgo: 44,
    statedIncome: 96_000,
    credit: {
      scores: [748, 755, 741],
      cards: [
        ["American Express", 160, 22_000, 3_900],
        ["Chase", 121, 19_000, 2_450],
        ["Citi", 88, 12_000, 1_600],
        ["Barclays", 52, 9_000, 700],
      ],
      loans: [["Honda Financial Services", "auto", 40, 23_500, 9_120]],
    },
    steps: [
      [43, "approve_underwriting"],
      [43, "send_agreement"],
      [41, "generate_term_loan_offers", { offers: OFFERS }],
      [40, "review_and_select_offer", { offerId: "LC-7741" }],
      [40, "send_offer_link"],
      [38, "await_acceptance", { acceptedOn: "@38" }],
      [34, "wait_for_funding", { fundedAmount: "20000.00", fundedOn: "@34" }],
      [34, "collect_invoice"],
      [33, "send_next_steps"],
      [33, "submit_processing"],
      [
        30,
        "wait_card_stacking_results",
        {
          cards: [
            { issuer: "Chase", amount: "12000.00", status: "approved" },
            { issuer: "American Express", amount: "18000.00", status: "approved" },
            { issuer: "US Bank", amount: "0", status: "pending" },
            { issuer: "Barclays", amount: "0", status: "declined" },
          ],
        },
      ],
      [30, "deliver_funding_plan"],
      [24, "card", { cardNo: 3, status: "declined", amount: "0" }],
      [19, "track_card_statuses"],
      [19, "collect_invoice"],
    ],
  },
  {
    name: "Hiroko Vandermeer",
    route: "cards: the funding plan is under way",
    openedDaysAgo: 17,
    statedIncome: 29_600,
    credit: {
      scores: [736, 729, 744],
      cards: [
        ["Chase", 109, 13_000, 1_450],
        ["Capital One", 77, 10_000, 2_200],
        ["Discover", 46, 7_500, 980],
      ],
    },
    steps: [
      [16, "approve_underwriting"],
      [16, "send_agreement"],
      [15, "submit_processing"],
      [
        12,
        "wait_card_stacking_results",
        {
          cards: [
            { issuer: "Chase", amount: "11000.00", status: "approved" },
            { issuer: "American Express", amount: "15000.00", status: "approved" },
            { issuer: "Bank of America", amount: "8500.00", status: "pending" },
            { issuer: "US Bank", amount: "0", status: "pending" },
            { issuer: "Wells Fargo", amount: "0", status: "declined" },
          ],
        },
      ],
      [11, "deliver_funding_plan"],
      [6, "card", { cardNo: 3, status: "approved", amount: "8500.00" }],
    ],
  },
  {
    name: "Cornelius Abioye",
    route: "term loan, cards and established side by side",
    openedDaysAgo: 21,
    statedIncome: 78_000,
    business: { revenue: 36_900, monthsOld: 41 },
    credit: {
      scores: [719, 713, 724],
      cards: [
        ["American Express", 133, 15_000, 2_800],
        ["Chase", 92, 12_000, 3_100],
        ["Citi", 57, 9_000, 1_350],
      ],
      loans: [["SoFi Lending", "personal", 26, 15_000, 7_420]],
    },
    tracks: ["creative", "established"],
    steps: [
      [20, "approve_underwriting"],
      [20, "send_agreement"],
      [18, "generate_term_loan_offers", { offers: OFFERS }],
      [17, "review_and_select_offer", { offerId: "LC-7741" }],
      [17, "send_offer_link"],
      [14, "await_acceptance", { acceptedOn: "@14" }],
      [
        13,
        "gather_documentation",
        { documents: [{ document: "Bank statements, six months", receivedOn: "@13" }] },
      ],
      [12, "submit_to_partner", { partners: ["Credibly"] }],
      [10, "handoff_to_lender"],
      [
        4,
        "record_payment_received",
        {
          amount: "2350.00",
          receivedOn: "@4",
          lender: "Credibly",
          reference: "CR-88213",
          processedByUs: true,
        },
      ],
    ],
  },
];
