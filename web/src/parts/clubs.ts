// What members and leaders of clubs need.
export { Assign } from '../screens/assign';
export { Assignments } from '../screens/assignments';
export { Club } from '../screens/club';
export { ClubInsight } from '../screens/club-insight';
export { ClubLessons } from '../screens/club-lessons';
export { ClubMembers } from '../screens/club-members';
export { Clubs } from '../screens/clubs';
