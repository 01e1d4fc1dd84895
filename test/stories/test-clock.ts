export { EventClock as TestClock } from '../fakes/event-clock';
