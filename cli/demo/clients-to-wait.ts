import type { DemoClient } from "./clients.ts";

/** Clients who are looked at by a person, called back later or declined. */
export const CLIENTS_TO_WAIT: DemoClient[] = [
  {
    name: "Marcus Odell",
    route: "a person reviews: inquiries",
    openedDaysAgo: 2,
    statedIncome: 61_500,
    credit: {
      scores: [688, 694, 679],
      cards: [
        ["Capital One", 88, 7_500, 1_650],
        ["Chase", 52, 11_000, 2_480],
        ["Wells Fargo", 37, 6_000, 940],
      ],
      loans: [["Navient", "student", 104, 31_000, 18_640]],
      inquiries: { experian: 14, transunion: 5 },
    },
  },
  {
    name: "Wilhelmina Achterberg",
    route: "credit not found",
    openedDaysAgo: 1,
    statedIncome: 52_000,
    credit: { scores: [null, null, null], isUnknown: true },
  },
  {
    name: "Kofi Brandvold",
    route: "parked: pending seasoning",
    openedDaysAgo: 186,
    statedIncome: 27_200,
    credit: {
      scores: [702, 697, 705],
      cards: [
        ["Chase", 52, 8_500, 900],
        ["Capital One", 11, 5_000, 420],
        ["Discover", 8, 4_000, 350],
        ["Citi", 3, 6_000, 510],
      ],
      inquiries: { equifax: 1, experian: 2 },
    },
    steps: [
      [185, "send_parked_email"],
      [185, "mark_parked"],
    ],
  },
  {
    name: "Yesenia Thornquist",
    route: "parked: thin file",
    openedDaysAgo: 183,
    statedIncome: 26_900,
    credit: {
      scores: [671, 668, null],
      cards: [
        ["Capital One", 34, 2_500, 300],
        ["Discover", 27, 3_000, 410],
      ],
    },
    steps: [
      [183, "send_parked_email"],
      [183, "mark_parked"],
    ],
  },
  {
    name: "Gideon Palmarès",
    route: "parked: recent credit activity",
    openedDaysAgo: 24,
    statedIncome: 28_100,
    credit: {
      scores: [689, 695, 683],
      cards: [
        ["Chase", 63, 9_000, 1_200],
        ["American Express", 10, 7_000, 980],
        ["Citi", 9, 5_000, 640],
        ["Barclays", 7, 4_500, 310],
        ["US Bank", 5, 4_000, 290],
        ["Wells Fargo", 4, 6_500, 850],
      ],
      inquiries: { experian: 3 },
    },
    steps: [[23, "send_parked_email"]],
  },
  {
    name: "Lucille Drummond",
    route: "declined: credit repair referral",
    openedDaysAgo: 16,
    statedIncome: 39_000,
    credit: {
      scores: [541, 552, 538],
      cards: [
        ["Credit One", 48, 1_200, 1_140],
        ["Capital One", 39, 1_500, 1_020],
        ["Mission Lane", 29, 800, 640],
      ],
      collections: [{ agency: "Halvorsen Recovery", for: "Comcast", amount: 412, monthsAgo: 9 }],
      bankruptcyMonthsAgo: 20,
    },
    steps: [
      [15, "send_repair_referral"],
      [15, "send_decline_email"],
      [14, "mark_in_credit_repair"],
      [14, "close_file"],
    ],
  },
  {
    name: "Bartholomew Nkemelu",
    route: "declined: no fit",
    openedDaysAgo: 13,
    statedIncome: 29_300,
    credit: {
      scores: [664, 659, 671],
      cards: [
        ["Chase", 71, 8_000, 1_300],
        ["Citi", 55, 7_500, 980],
        ["Discover", 38, 6_000, 720],
      ],
    },
    revision: {
      reason: "The client asks for equipment finance only, which we do not place yet.",
      overrides: { reportStatus: "Doesn't Qualify", cardDeclineReason: "No Fit" },
    },
    steps: [[12, "send_decline_email"]],
  },
  {
    name: "Philippa Szymanski",
    route: "declined: insufficient income",
    openedDaysAgo: 3,
    statedIncome: 17_500,
    credit: {
      scores: [725, 719, 730],
      cards: [
        ["Chase", 98, 7_500, 640],
        ["American Express", 62, 9_000, 1_120],
        ["Discover", 40, 5_000, 380],
      ],
    },
  },
];
