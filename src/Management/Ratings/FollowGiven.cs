using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;

namespace TidalHall.Management.Ratings;

/// <summary>A step that was pressed, with what was typed to it.</summary>
public sealed record FollowGiven(RatingId Rating, FollowStep Step, string Why, DateOnly? FixBy);
