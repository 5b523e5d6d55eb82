/** Raw material of the demo: people, places and companies that do not exist. */

export const FIRST_NAMES =
  "Aaliyah Aaron Adriana Ahmed Aiko Alejandro Amara Amelia Anders Andrea Anjali Antonio Astrid Beatriz Benjamin Bianca Brandon Camille Carlos Caroline Chidi Clara Connor Daniela Darius David Deborah Dmitri Eduardo Elena Elijah Emily Erik Esperanza Ethan Fatima Felix Fiona Gabriel Grace Hannah Hassan Helen Hiroshi Ibrahim Imani Ingrid Isabel Jamal Janelle Jessica João Jonathan Jorge José Julia Kavita Keisha Kenji Kevin Kwame Laila Laura Leilani Leonard Liam Lucía Malik Marcus María Marta Mei Michael Miriam Monique Nadia Naomi Nathan Ngozi Nicole Noah Olga Oscar Patrice Patrick Paula Priya Rachel Rafael Rebecca Renée Ricardo Robert Rosa Ruth Samir Samuel Sandra Sean Simone Sofía Stefan Susan Tamara Thomas Tobias Tyrone Valentina Vanessa Victor Vivian Wei Wesley William Xiomara Yasmin Yuki Yusuf Zachary Zoë".split(
    " ",
  );

export const LAST_NAMES =
  "Abara Acosta Adeyemi Aguilar Ahmadi Anderson Bailey Banerjee Barnes Becker Bennett Bergström Blackwood Boateng Brennan Brooks Calderón Campbell Castillo Chaudhry Chen Christensen Coleman Contreras Cruz Dalton Delgado Desai Diaz Donovan Dubois Edwards Ellis Espinoza Farrell Feng Fernández Fischer Fleming Flores Foster Gallagher García Ghosh Gibson Goldberg Gómez Grant Greenberg Gupta Gutiérrez Hall Hansen Hara Hargrove Hayes Henderson Hernández Hoffman Huang Hughes Iyer Jackson Jansen Jensen Johansson Kaminski Kapoor Kelly Khan Kim Kowalski Lambert Larsen Lê Lopez Lynch MacDonald Malik Marchetti Marshall Martínez McBride Mehta Mendoza Mitchell Moreau Morales Mukherjee Murphy Nakamura Navarro Nguyen Novak Núñez O'Brien O'Connell Okafor Okonkwo Oliveira Ortega Osei Palmer Park Parker Patel Peterson Petrov Pham Pierce Porter Quinn Ramírez Rao Reyes Rivera Robinson Rojas Romero Rossi Russo Sánchez Santos Schneider Shah Sharma Silva Singh Sørensen Sullivan Suzuki Takahashi Tanaka Taylor Thompson Torres Tran Turner Ueda Vargas Vasquez Vega Walker Washington Watanabe Weiss Whitfield Williams Wilson Wright Yamamoto Yang Young Zhang Zimmerman".split(
    " ",
  );

export const STREETS =
  "Alder Almond Aspen Bayview Beacon Birchwood Briarcliff Brookside Canterbury Cedar Chestnut Clearwater Clover Concord Cottonwood Crescent Cypress Dogwood Eastgate Elmhurst Fairview Fernwood Foxglove Garfield Glenwood Granite Hawthorne Heritage Hickory Highland Hillcrest Ironwood Jefferson Juniper Kensington Lakeshore Laurel Liberty Linden Magnolia Maple Meadowbrook Mesa Millstone Monroe Mulberry Oakmont Orchard Park Pebble Pinecrest Poplar Prairie Quail Ridgeline Riverbend Rosewood Sagebrush Sequoia Sherwood Silver Spruce Stonegate Sunset Sycamore Timber Valley Walnut Westbrook Willow Windsor Wisteria".split(
    " ",
  );

export const STREET_KINDS = ["St", "Ave", "Dr", "Ln", "Ct", "Way", "Rd", "Pl", "Blvd", "Ter"];

/** City, state, the first three digits of its ZIP codes, and how dear a house there is (1 is average). */
export const CITIES: [city: string, state: string, zip: string, level: number][] = [
  ["Albuquerque", "NM", "871", 0.8],
  ["Anchorage", "AK", "995", 1],
  ["Asheville", "NC", "288", 1.1],
  ["Atlanta", "GA", "303", 1.1],
  ["Austin", "TX", "787", 1.4],
  ["Baltimore", "MD", "212", 0.9],
  ["Bellevue", "WA", "980", 2.4],
  ["Birmingham", "AL", "352", 0.6],
  ["Boise", "ID", "837", 1.1],
  ["Boston", "MA", "021", 2],
  ["Boulder", "CO", "803", 1.9],
  ["Burlington", "VT", "054", 1.1],
  ["Charleston", "SC", "294", 1.2],
  ["Charlotte", "NC", "282", 1],
  ["Chicago", "IL", "606", 1],
  ["Cleveland", "OH", "441", 0.5],
  ["Colorado Springs", "CO", "809", 1.1],
  ["Dallas", "TX", "752", 1],
  ["Denver", "CO", "802", 1.4],
  ["Des Moines", "IA", "503", 0.7],
  ["Durham", "NC", "277", 1],
  ["El Paso", "TX", "799", 0.6],
  ["Eugene", "OR", "974", 1.1],
  ["Fargo", "ND", "581", 0.7],
  ["Fort Worth", "TX", "761", 0.9],
  ["Frederick", "MD", "217", 1.1],
  ["Fresno", "CA", "937", 0.9],
  ["Grand Rapids", "MI", "495", 0.8],
  ["Greenville", "SC", "296", 0.9],
  ["Hartford", "CT", "061", 0.8],
  ["Honolulu", "HI", "968", 2.3],
  ["Houston", "TX", "770", 0.9],
  ["Indianapolis", "IN", "462", 0.7],
  ["Jacksonville", "FL", "322", 0.9],
  ["Kansas City", "MO", "641", 0.7],
  ["Knoxville", "TN", "379", 0.8],
  ["Las Vegas", "NV", "891", 1.1],
  ["Lexington", "KY", "405", 0.8],
  ["Little Rock", "AR", "722", 0.6],
  ["Long Beach", "CA", "908", 2],
  ["Louisville", "KY", "402", 0.7],
  ["Madison", "WI", "537", 1],
  ["Manchester", "NH", "031", 1],
  ["Miami", "FL", "331", 1.5],
  ["Milwaukee", "WI", "532", 0.6],
  ["Minneapolis", "MN", "554", 0.9],
  ["Nashville", "TN", "372", 1.2],
  ["New Orleans", "LA", "701", 0.8],
  ["Norfolk", "VA", "235", 0.8],
  ["Oakland", "CA", "946", 2.2],
  ["Oklahoma City", "OK", "731", 0.6],
  ["Omaha", "NE", "681", 0.7],
  ["Orlando", "FL", "328", 1],
  ["Philadelphia", "PA", "191", 0.8],
  ["Phoenix", "AZ", "850", 1.1],
  ["Pittsburgh", "PA", "152", 0.6],
  ["Portland", "ME", "041", 1.2],
  ["Portland", "OR", "972", 1.4],
  ["Providence", "RI", "029", 1],
  ["Raleigh", "NC", "276", 1.1],
  ["Reno", "NV", "895", 1.3],
  ["Richmond", "VA", "232", 0.9],
  ["Rochester", "NY", "146", 0.6],
  ["Sacramento", "CA", "958", 1.3],
  ["Salt Lake City", "UT", "841", 1.4],
  ["San Antonio", "TX", "782", 0.8],
  ["San Diego", "CA", "921", 2.3],
  ["San José", "CA", "951", 2.8],
  ["San Juan", "PR", "009", 0.7],
  ["Santa Fe", "NM", "875", 1.4],
  ["Savannah", "GA", "314", 0.9],
  ["Scottsdale", "AZ", "852", 1.8],
  ["Seattle", "WA", "981", 2],
  ["Sioux Falls", "SD", "571", 0.8],
  ["Spokane", "WA", "992", 1],
  ["St. Louis", "MO", "631", 0.6],
  ["Stamford", "CT", "069", 1.5],
  ["Tampa", "FL", "336", 1],
  ["Tucson", "AZ", "857", 0.8],
  ["Tulsa", "OK", "741", 0.6],
  ["Utica", "NY", "135", 0.5],
  ["Washington", "DC", "200", 1.8],
  ["Wilmington", "DE", "198", 0.8],
  ["Yonkers", "NY", "107", 1.5],
];

/** Who buys the loans on: id and name. */
export const BUYERS: [string, string][] = [
  ["B-104", "Cascade Capital Markets"],
  ["B-117", "Meridian Trust Mortgage"],
  ["B-122", "Great Lakes Home Funding"],
  ["B-138", "Stonebridge Residential Credit"],
  ["B-141", "Pacific Crest Bank"],
  ["B-156", "Keystone Whole Loan Partners"],
  ["B-163", "Summit Ridge Insurance"],
];

/** Who sold them on the exchange. */
export const SELLERS: [string, string][] = [
  ["S-1090", "Tidewater Home Finance"],
  ["S-1104", "Prairie State Lending"],
  ["S-1127", "Blue Heron Mortgage"],
  ["S-1133", "Copperfield Credit Union"],
  ["S-1148", "Old Mill Savings Bank"],
  ["S-1162", "Sierra Vista Home Loans"],
  ["S-1179", "First Harvest Lending"],
  ["S-1185", "Northgate Mortgage Company"],
  ["S-1201", "Lighthouse Community Bank"],
];

export const CARRIERS = ["FedEx Overnight", "UPS Next Day Air", "eNote transfer", "Courier"];

/** Why a loan was moved to a status of this name; other statuses take the last list. */
export const NOTES: Record<string, string[]> = {
  in_transit: [
    "Collateral package shipped to the buyer's custodian",
    "Note and assignment released, tracking number on file",
    "Bailee letter signed; package handed to the carrier",
    "Credit file uploaded and original note on its way",
  ],
  docs_review: [
    "Closing package opened for review",
    "Note, mortgage and title commitment under review",
    "Stacked and indexed; review started",
  ],
  investor_review: [
    "Package received by the investor, review under way",
    "Investor's custodian confirmed receipt of the note",
    "Purchase review started, no conditions so far",
  ],
  delivered: [
    "Custodian certified the collateral file",
    "Buyer confirmed receipt of the complete package",
    "Delivery accepted, purchase advice expected",
    "eNote transfer accepted in the registry",
  ],
  rejected: [
    "Buyer's underwriting found undisclosed debt",
    "Appraisal older than the buyer accepts",
    "Income documents expired before delivery",
  ],
  returned: [
    "Allonge missing an endorsement, package sent back",
    "Note copy instead of original in the file",
    "Title policy names the wrong vesting",
  ],
  disputed: [
    "Buyer disputes the escrow balance at transfer",
    "Price on the purchase advice differs from the commitment",
    "Early payment default claim under discussion",
  ],
  "": ["Moved on after review", "Checklist complete"],
};

/** Why a loan came back from an exception. */
export const RECOVERY_NOTES = [
  "Corrected document received; package sent again",
  "Endorsement obtained and file sent again",
  "Buyer accepted the explanation; shipping resumed",
];
